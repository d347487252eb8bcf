"""The kinds of personal data that are looked for in what is to be published."""

from starcase.model.base import Choice


class PersonalKind(Choice):
    ID_NUMBER = "id_number", "身份证号"
    PHONE = "phone", "电话", "手机号"
    BANK_CARD = "bank_card", "银行卡号"
    PLATE = "plate", "车牌号"
    PASSPORT = "passport", "证件号", "护照号"
    ADDRESS = "address", "住址"
    EMAIL = "email", "邮箱"
    NAME = "name", "姓名"
