"""Where templates are looked for."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def bundled_templates() -> Path:
    """The folder of templates that comes with the program: in the wheel, else beside the package."""
    packed = Path(str(resources.files("starcase"))) / "_bundled" / "templates"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "templates"


def template_folders(root: Path) -> tuple[Path, ...]:
    """Where templates are looked for, the site's own folder first."""
    own, bundled = root / "templates", bundled_templates()
    return (own, bundled) if own.is_dir() and own.resolve() != bundled.resolve() else (bundled,)
