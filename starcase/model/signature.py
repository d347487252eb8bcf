"""That somebody has looked the content over before it is published; no names."""

from starcase.model.base import Model, key
from starcase.model.config import SignOffStep
from starcase.model.values import Day, Text


class Signature(Model):
    step: SignOffStep = key("审签", "步骤")
    date: Day = key("日期")
    digest: Text = key("资料指纹")
