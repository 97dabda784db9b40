import Kernel
import Presentation
import Vendors
import Web

extension StaffPage {
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
        path: frame.paths.member(member.account),
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
      let resend = Button.post(
        "Send again", to: frame.paths.resending(invitation.id), icon: .mail, size: .small)
      return """
        <li class="line"><div class="line__body"><span class="line__title ltr">\(invitation.email.text)</span>\
        <p class="line__meta">\(PermissionBoxes.text(invitation.permissions))</p>\
        <p class="line__meta">\(say: "Good until \(part: 1)", invitation.expiresAt.dateTimeHTML)</p></div>\
        <div class="line__end"><div class="cluster">\
        \(resend)\
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
      <form class="stack" method="post" action="\(frame.paths.invitations)">\(form.summary)\
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
        to: frame.paths.revoking(invitation.id), keepLabel: "Leave it")
    }
  }
}
