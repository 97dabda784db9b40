import Identity
import Kernel
import Presentation
import Web

extension BanPage {
  func html(_ request: Request) -> HTML {
    let names = people.map { person -> HTML in
      """
      <li class="line"><div class="line__body"><a class="line__title" href="\(AdminPaths.person(person.id))" \
      dir="auto">\(person.account.name)</a><p class="line__meta">\(person.account.email.text)</p></div>\
      \(when: person.account.isAdmin, "<div class=\"line__end\">\(person.roleHTML)</div>")</li>
      """
    }
    let fields: HTML = """
      <form class="stack" method="post" action="\(AdminPaths.banPeople)">\(form.summary)\
      \(people.map { Button.hidden("ids", $0.id.description) })\(BanForm.reason(form))\
      \(FormLayout.actions(
        Button.submit(people.count == 1 ? "Ban" : "Ban all", kind: .danger),
        Button.link("Cancel", to: AdminPaths.people, kind: .quiet)))</form>
      """
    return frame.page(
      .people, request, title: "Ban \(count: people.count, one: "# person", other: "# people")?",
      lead: "They are logged out everywhere at once, get a mail with the reason, and can't log in.",
      breadcrumbs: Navigation.breadcrumbs([("People", AdminPaths.people), ("Ban", nil)]),
      StorefrontPage.columns(
        aside: Card.show("Who", "<ul class=\"lines\">\(names)</ul>"), isAsideLast: true,
        Card.show("Why", fields)))
  }
}

/// The question for the reason of a ban.
enum BanForm {
  static func reason(_ form: FormState) -> HTML {
    Field.multiline(
      "reason", "Reason", in: form, hint: "The person reads this, in a mail and when they try to log in.",
      rows: 4, maximumLength: 1000)
  }
}
