import Kernel
import Presentation
import Vendors
import Web

extension BusinessPage {
  func html(_ request: Request) -> HTML {
    let sections: HTML = """
      \(FormLayout.section(
        "Business", "As it stands in the register or on your identity card. Customers don't see it.",
        business))\
      \(FormLayout.section("Address", "Where the business has its seat.", address))\
      \(FormLayout.section("Contact", "Whom we call when something is unclear.", contact))
      """
    return frame.page(
      .application, request, title: "Business",
      lead: "Stored encrypted, field by field. Only you and our team see it.",
      """
      \(ApplicationTabs.html(frame, current: frame.paths.business))\
      \(FormLayout.form(action: frame.paths.business, state: form, saveLabel: "Save", isNew: isTouched, sections))
      """)
  }

  private var business: HTML {
    let types = [
      Choice("individual", "I sell in my own name", detail: "As a person or sole trader"),
      Choice("company", "A company sells", detail: "It stands in a register"),
    ]
    return """
      \(Field.radios("businessType", "Who sells?", types, in: form, asCards: true))\
      \(Field.text(
        "legalName", "Legal name", in: form, hint: "The company's full name, or your own.",
        maximumLength: 200,
        autocomplete: "organization"))\
      \(FormLayout.row(
        Field.text(
          "registrationNumber", "Registration number", in: form, hint: "For companies.", required: false,
          maximumLength: 60),
        Field.text(
          "taxId", "VAT or tax number", in: form, hint: "As on your invoices.", required: false,
          maximumLength: 60)))\
      \(Field.input(
        "url", "website", "Website", in: form, required: false,
        attributes: " maxlength=\"2048\"\(attribute: "placeholder", "https://" as String)"))
      """
  }

  private var address: HTML { AddressFields.show(form, prefix: "address.", withName: false) }

  private var contact: HTML {
    """
    \(FormLayout.row(
      Field.text(
        "contactName", "Contact person", in: form, required: false, maximumLength: 200, autocomplete: "name"),
      Field.input(
        "tel", "phone", "Phone", in: form, required: false,
        attributes: " maxlength=\"30\" autocomplete=\"tel\"")))\
    \(Field.input(
      "date", "birthDate", "Date of birth", in: form,
      hint: "Only if you sell in your own name and your country asks for it.", required: false,
      attributes: " autocomplete=\"bday\"", width: .half))
    """
  }
}
