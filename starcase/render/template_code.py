"""Compiles a template to Python that writes the same bytes as Jinja's own code, and leaves out what our pages never need.

Views are frozen values, so a field is an attribute; the language is fixed, so labels are constants; a component's text is
HTML already, so it goes straight into the page. Two things a template may therefore not say: `words.key` for the key of a
dict (`words["key"]` it is), and `view.field is defined`, as a View has all of its fields.

PageCode overrides methods of Jinja's code generator. Should another Jinja not call one of them, pages come out slower, or
fail, or escaped twice, but never unescaped; tests/test_template_code.py compares with what Jinja itself writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping
from itertools import zip_longest
from keyword import iskeyword
from typing import Any, TypeGuard

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from msgspec import Struct

from starcase.language import Words
from starcase.render.template_runtime import Component, as_html, escape_text, steps

_LABELS = frozenset({"_", "gettext"})
_PLAIN = frozenset({"range"})
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|%)")
_TELLING = (nodes.Name, nodes.Macro, nodes.FromImport, nodes.For, nodes.Include, nodes.Getattr)


class _Names(Struct, frozen=True):
    """What is known of names wherever they stand in a template: macros, gettext, and functions that need no context.

    `ends_only`: `loop` is asked for nothing but `loop.first` and `loop.last`.
    """

    components: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    ends_only: bool = False


class PageCode(CodeGenerator):
    """Jinja's code generator, overridden where a page's code can be shorter."""

    environment: PageEnvironment
    _names = _Names()

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        found = tuple(node.find_all((*_TELLING, nodes.Output)))
        self._names = _names_among(found)
        for output in found:
            if isinstance(output, nodes.Output):
                output.nodes = [part for child in output.nodes for part in self._parts(child)]
        super().visit_Template(node, frame)

    def _parts(self, child: nodes.Expr) -> Iterator[nodes.Expr]:
        """What is written for an expression: components are marked as HTML, labels become text and values."""
        if _is_call(child, self._names.components) and not child.kwargs:
            yield nodes.MarkSafe(child, lineno=child.lineno)
        elif _is_call(child, self._names.labels):
            yield from _say(child, self.environment.words)
        else:
            yield child

    def write_commons(self) -> None:
        """The code that Jinja writes below calls what it needs by these names."""
        super().write_commons()
        self.writeline("escape = environment.as_html")
        self.writeline("escape_text = environment.escape_text")
        self.writeline("Macro = environment.component_class")
        if self._names.ends_only:
            self.writeline("LoopContext = environment.steps")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A page or a block gathers its pieces in a list, as macros do, and hands them out as one text."""
        hands_out = (frame.rootlevel or frame.block_frame) and not frame.buffer
        if hands_out:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if hands_out:
            self.writeline(f"yield concat({frame.buffer})")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if isinstance(node.template, nodes.Const) and not node.with_context:
            self.write(f"environment.component_file({node.template.value!r})")
        else:
            super()._import_common(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        names_a_block = isinstance(node.node, nodes.Name) and node.node.name == "self"
        if names_a_block or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if _is_call(node, self._names.plain) and not node.kwargs:
            self._write_call(node, frame, "")
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)

    def visit_MarkSafe(self, node: nodes.MarkSafe, frame: Frame) -> None:
        if _is_call(node.expr, self._names.components):
            self._write_call(node.expr, frame, ".html")
        else:
            super().visit_MarkSafe(node, frame)

    def _write_call(self, call: nodes.Call, frame: Frame, method: str) -> None:
        self.visit(call.node, frame)
        self.write(f"{method}(")
        for argument in call.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _is_escaped(frame):
            self.write("" if isinstance(node, nodes.MarkSafe) else "(escape_text(said) if type(said := ")
        elif not isinstance(node, nodes.MarkSafe):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _is_escaped(frame):
            self.write("" if isinstance(node, nodes.MarkSafe) else ") is str else escape(said))")
        elif not isinstance(node, nodes.MarkSafe):
            super()._output_child_post(node, frame, finalize)


class PageEnvironment(Environment):
    """A Jinja environment whose templates are compiled by PageCode, with the words of one language."""

    code_generator_class = PageCode
    component_class = Component
    as_html = staticmethod(as_html)
    escape_text = staticmethod(escape_text)
    steps = staticmethod(steps)

    def __init__(self, words: Words, **options: Any) -> None:
        super().__init__(**options)
        self.words = words
        self._templates: dict[str, Template] = {}
        self._component_files: dict[str, TemplateModule] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One plain dict, as it is copied for each page."""
        return {**self.globals, **(d or {})}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Each template once: its text never changes here, and a name means the same wherever it stands."""
        if globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name not in self._templates:
            self._templates[name] = super().get_template(name, parent)
        return self._templates[name]

    def component_file(self, name: str) -> TemplateModule:
        """The macros of a template, made once."""
        if name not in self._component_files:
            self._component_files[name] = self.get_template(name).module
        return self._component_files[name]


def _is_escaped(frame: Frame) -> bool:
    """Whether what is written there is escaped, as far as is known beforehand."""
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


def _names_among(found: Iterable[nodes.Node]) -> _Names:
    macros, given = set[str](), set[str]()
    asked, ends = set[int](), set[int]()
    has_only_loops_of_its_own = True
    for node in found:
        match node:
            case nodes.Macro(name=name):
                macros.add(name)
            case nodes.FromImport(names=names):
                macros.update(name if isinstance(name, str) else name[1] for name in names)
            case nodes.Name(name="loop", ctx="load"):
                asked.add(id(node))
            case nodes.Getattr(node=nodes.Name(name="loop") as loop, attr="first" | "last"):
                ends.add(id(loop))
            case nodes.Name(name=name, ctx="store" | "param"):
                given.add(name)
            case nodes.Include() | nodes.For(recursive=True):
                has_only_loops_of_its_own = False
    taken = macros | given
    return _Names(
        frozenset(macros - given), _LABELS - taken, _PLAIN - taken, has_only_loops_of_its_own and asked <= ends
    )


def _is_call(node: nodes.Expr, names: frozenset[str]) -> TypeGuard[nodes.Call]:
    """Whether one of these is called with its arguments written out."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name in names
        and node.dyn_args is None
        and node.dyn_kwargs is None
    )


def _say(call: nodes.Call, words: Words) -> Iterator[nodes.Expr]:
    """A label in its language, cut at its placeholders; the call itself where only gettext can tell what is meant."""
    values = {value.key: value.value for value in call.kwargs}
    match call.args:
        case [nodes.Const(value=str(text))]:
            pieces = _PLACEHOLDER.split(words(text))
        case _:
            pieces = ["%"]
    texts, names = pieces[::2], pieces[1::2]
    if any("%" in text for text in texts) or not values.keys() >= {*names} - {None}:
        yield call
        return
    for text, name in zip_longest(texts, names, fillvalue=""):
        yield nodes.TemplateData(text if name is not None else f"{text}%", lineno=call.lineno)
        if name:
            yield values[name]
