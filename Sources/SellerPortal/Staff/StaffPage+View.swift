import Kernel
import Vendors
import Web

/// The boxes for what somebody may do.
enum PermissionBoxes {
  static func show(_ form: FormState) -> HTML {
    let choices = Permission.grantable.map { Choice($0.rawValue, $0.title, detail: $0.summary) }
    return Field.checkboxes(
      "permissions", "May do", choices, in: form,
      hint: "Staff, bank and tax data and closing the shop stay with you.")
  }

  /// The same in one line of text.
  static func text(_ permissions: StaffPermissions) -> Words {
    "\(list: permissions.all.map(\.title))"
  }
}

extension StaffPage {
  private var path: String { frame.path(.staff) }

  func html(_ request: Request) -> HTML {
    frame.page(
      .staff, request, title: "Staff", lead: "People who help you here, each with their own account.",
      "<div class=\"stack stack--loose\">\(team)\(waiting)\(invite)\(dialogs)</div>")
  }

  private var team: HTML {
    if members.isEmpty {
      return Notice.empty(
        .users, "You run the shop alone",
        """
        Invite people who pack, write texts or do the books. You choose what each of them may do, and can \
        take it back at any time.
        """)
    }
    let rows = members.map { member in
      TableRow(
        id: member.account.description, label: Words(verbatim: member.name),
        path: "\(path)/\(member.account)",
        [
          DataTable.person(member.name, detail: Words(verbatim: member.email)),
          "\(PermissionBoxes.text(member.permissions))",
          member.since.dateHTML,
        ])
    }
    return DataTable.show(
      "Staff", [TableColumn("Person", isMain: true), TableColumn("May do"), TableColumn("Since")], rows)
  }

  private var waiting: HTML? {
    if invitations.isEmpty { return nil }
    let rows = invitations.map { invitation -> HTML in
      let place = "\(path)/invitations/\(invitation.id)"
      return """
        <li class="line"><div class="line__body"><span class="line__title ltr">\(invitation.email.text)</span>\
        <p class="line__meta">\(PermissionBoxes.text(invitation.permissions))</p>\
        <p class="line__meta">\(say: "Good until \(part: 1)", invitation.expiresAt.dateTimeHTML)</p></div>\
        <div class="line__end"><div class="cluster">\
        \(Button.post("Send again", to: "\(place)/resend", icon: .mail, size: .small))\
        \(Button.dialog(
          "Take back …", opens: "revoke-\(invitation.id)", kind: .quiet, size: .small))</div></div></li>
        """
    }
    return Card.show("Invitations without an answer", "<ul class=\"lines\">\(rows)</ul>")
  }

  private var invite: HTML {
    Card.show(
      "Invite somebody",
      """
      <form class="stack" method="post" action="\(path)/invitations">\(form.summary)\
      \(Field.email(in: form, autocomplete: "off"))\(PermissionBoxes.show(form))\
      \(FormLayout.actions(Button.submit("Send the invitation", icon: .mail)))\
      <p class="muted small">\(say: "They get a mail with a link that is good for seven days, and accept it with an account of that address.")</p></form>
      """)
  }

  private var dialogs: [HTML] {
    invitations.map { invitation in
      Dialog.confirm(
        id: "revoke-\(invitation.id)", title: "Take the invitation back?",
        text: "The link that \(invitation.email.text) got stops working at once.", label: "Take back",
        to: "\(path)/invitations/\(invitation.id)/revoke", keepLabel: "Leave it")
    }
  }
}

extension MemberPage {
  func html(_ request: Request) -> HTML {
    let path = "\(frame.path(.staff))/\(member.account)"
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
        ("Staff", frame.path(.staff)), (Words(verbatim: member.name), nil),
      ]),
      """
      \(FormLayout.form(action: path, state: form, cancelPath: frame.path(.staff), sections))\(ending)\
      \(Dialog.confirm(
        id: "remove", title: "Remove \(member.name)?",
        text: "They can't open anything of \(frame.shop.name) any more. You can invite them again later.",
        label: "Remove", to: "\(path)/remove"))
      """)
  }
}

extension SellerFrame {
  /// What staff see who may come in but open none of the sections.
  func entrance(_ request: Request) -> HTML {
    let titles = Permission.grantable.filter(permissions.contains).map(\.title)
    return page(
      .dashboard, request, title: "Welcome to \(shop.name)",
      Notice.empty(
        .store, "You work here",
        """
        What you may do: \(list: titles). There is no page for it in this shop; ask its owner for more if you \
        need to see orders, products or reports.
        """,
        action: Button.link("All my shops", to: "/sell")))
  }
}
