import Kernel
import Presentation
import Vendors
import Web

extension DestinationPage {
  func html(_ request: Request) -> HTML {
    let isBank = destination.kind == .bank
    let fields =
      isBank
      ? DestinationFields.bank(form, isNew: false)
      : Field.email("email", "E-mail of the PayPal account", in: form, autocomplete: "off")
    let content: HTML = """
      <form class="form" method="post" action="\(frame.paths.destination(destination.id))">\(form.summary)\(form.basisField)\
      \(FormLayout.section(
        Words(verbatim: destination.details.masked),
        "What you leave empty stays as it is. You get a mail about the change.",
        fields))\
      \(FormLayout.actions(
        Button.submit("Save"), Button.link("Cancel", to: frame.paths.destinations, kind: .quiet)))</form>
      """
    return frame.page(
      .application, request, title: "Change where you are paid",
      breadcrumbs: Navigation.breadcrumbs([
        ("Business", frame.paths.application), ("Payouts", frame.paths.destinations),
        (Words(verbatim: destination.details.masked), nil),
      ]), content)
  }
}
