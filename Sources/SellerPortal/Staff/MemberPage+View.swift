import Kernel
import Presentation
import Vendors
import Web

extension MemberPage {
  func html(_ request: Request) -> HTML {
    let sections: HTML = """
      \(FormLayout.section(
        "May do", "Holds from the next page that \(member.name) opens.", PermissionBoxes.show(form)))
      """
    let ending = FormLayout.section(
      "End the work here", "They lose every access to the shop at once. Their own account stays.",
      "<div>\(Button.dialog("Remove …", opens: "remove", kind: .danger))</div>")
    return frame.page(
      .staff, request, title: Words(verbatim: member.name), lead: Words(verbatim: member.email),
      breadcrumbs: Navigation.breadcrumbs([
        ("Staff", frame.paths.staff), (Words(verbatim: member.name), nil),
      ]),
      """
      \(FormLayout.form(action: frame.paths.member(member.account), state: form, cancelPath: frame.paths.staff, sections))\(ending)\
      \(Dialog.confirm(
        id: "remove", title: "Remove \(member.name)?",
        text: "They can't open anything of \(frame.shop.name) any more. You can invite them again later.",
        label: "Remove", to: frame.paths.removing(member.account)))
      """)
  }
}
