import Kernel
import Web

/// The fields of a bank account.
enum DestinationFields {
  static func bank(_ form: FormState, isNew: Bool) -> HTML {
    """
    \(Field.text(
      "holder", "Account holder", in: form, required: isNew, maximumLength: 140, autocomplete: "off"))\
    \(Field.text(
      "iban", "IBAN", in: form, hint: "With or without spaces.", required: false, maximumLength: 42,
      autocomplete: "off"))\
    \(Field.text(
      "bic", "BIC", in: form, hint: "Needed only for payments from abroad.", required: false,
      maximumLength: 11, autocomplete: "off", width: .half))\
    \(FormLayout.row(
      Field.text(
        "accountNumber", "Account number", in: form, hint: "Where there is no IBAN.", required: false,
        maximumLength: 40, autocomplete: "off"),
      Field.text(
        "routingNumber", "Routing number", in: form, hint: "Or sort code, or bank code.", required: false,
        maximumLength: 20, autocomplete: "off")))
    """
  }
}
