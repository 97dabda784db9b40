import Kernel
import Presentation
import Vendors
import Web

extension DestinationsPage {
  func html(_ request: Request) -> HTML {
    let sections: HTML = """
      \(FormLayout.section(
        "Where your money goes",
        "Payouts go to the default. Numbers are stored encrypted and shown masked.", list))\
      \(FormLayout.section(
        "Add a bank account", "With its IBAN, or with account and routing number where there is none.",
        bank))\
      \(FormLayout.section("Add PayPal", "We send payouts to the address of the account.", paypal))
      """
    return frame.page(
      .application, request, title: "Business", lead: "You get a mail whenever something here is changed.",
      """
      \(ApplicationTabs.html(frame, current: frame.paths.destinations))<div class="form">\(sections)</div>\
      \(destinations.map(deletion))
      """)
  }

  private var list: HTML {
    if destinations.isEmpty {
      return Notice.empty(.wallet, "Nowhere yet", "Add a bank account or PayPal, so that we can pay you.")
    }
    return "<ul class=\"lines list-plain\">\(destinations.map(line))</ul>"
  }

  private func line(_ destination: PayoutDestination) -> HTML {
    let makeDefault: HTML? =
      destination.isDefault
      ? nil
      : Button.post(
        "Make it the default", to: frame.paths.destination(destination.id), size: .small,
        fields: [("isDefault", "true")])
    return """
      <li class="line"><div class="line__body">\
      <span class="line__title num">\(destination.details.masked)</span>\
      <p class="line__meta">\(destination.kind.title)\
      \(destination.details.maskedHolder.map { " · <bdi>\($0)</bdi>" } as HTML?) · \
      \(say: "changed \(part: 1)", destination.updatedAt.dateHTML)</p>\
      <div class="cluster">\(makeDefault)\
      \(Button.link("Change", to: frame.paths.destination(destination.id), icon: .edit, size: .small))\
      \(Button.dialog(
        "Delete", opens: "delete-\(destination.id)", kind: .quiet, icon: .trash, size: .small))</div></div>\
      <div class="line__end">\(when: destination.isDefault, Badge.show("Default", .success))</div></li>
      """
  }

  private func deletion(_ destination: PayoutDestination) -> HTML {
    Dialog.confirm(
      id: "delete-\(destination.id)", title: "Delete \(destination.details.masked)?",
      text: "No payout goes there any more. Payouts that are on their way are not changed.",
      label: "Delete it",
      to: frame.paths.deleting(destination.id))
  }

  private func form(_ kind: DestinationKind) -> FormState {
    if let refused, refused.kind == kind { return refused.form }
    return FormState(id: kind.rawValue)
  }

  private var bank: HTML {
    let form = form(.bank)
    return """
      <form class="stack" method="post" action="\(frame.paths.destinations)">\(form.summary)\(Button.hidden("kind", "bank"))\
      \(DestinationFields.bank(form, isNew: true))\
      <div>\(Button.submit("Add the bank account", kind: .secondary, icon: .plus))</div></form>
      """
  }

  private var paypal: HTML {
    let form = form(.paypal)
    return """
      <form class="stack" method="post" action="\(frame.paths.destinations)">\(form.summary)\(Button.hidden("kind", "paypal"))\
      \(Field.email("email", "E-mail of the PayPal account", in: form, autocomplete: "off"))\
      <div>\(Button.submit("Add PayPal", kind: .secondary, icon: .plus))</div></form>
      """
  }
}
