"""Frozen values as few bytes and back again: how Rows travel between processes and wait in the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

import msgspec
from pydantic import BaseModel

T = TypeVar("T")


def pack(value: object) -> bytes:
    """A frozen dataclass, a model, or a tuple or mapping of such; equal values of one type give equal bytes."""
    return _ENCODER.encode(value)


def unpack(shape: type[T], content: bytes) -> T:
    """The value of that type which was packed; raises ValueError where the bytes are no such value."""
    try:
        value: T = _decoder(shape).decode(content)  # type: ignore[arg-type]
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
    return value


def digest_of(content: bytes) -> str:
    """What stands for some bytes: 128 bits of SHA-256 as 32 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:32]


def _encode_model(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, Mapping):
        return dict(value)
    raise NotImplementedError(type(value))


def _decode_model(shape: type[object], content: object) -> object:
    if issubclass(shape, BaseModel):
        return shape.model_validate(content, strict=False)
    raise NotImplementedError(shape)


@cache
def _decoder(shape: type[T]) -> msgspec.msgpack.Decoder[T]:
    return msgspec.msgpack.Decoder(shape, dec_hook=_decode_model)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_encode_model)
