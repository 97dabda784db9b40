import Kernel
import Presentation
import Vendors
import Web

extension BarredAddressPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .people, request, title: "Barred addresses",
      lead:
        """
        Who closed a shop and then the account can't sign up with the same address. The address itself is \
        not kept.
        """,
      breadcrumbs: Navigation.breadcrumbs([("People", AdminPaths.people), ("Barred addresses", nil)]),
      "<div class=\"stack stack--loose\">\(question)\(list)</div>\(dialogs)")
  }

  private var question: HTML {
    Card.show(
      "Is an address barred?",
      """
      <div class="stack"><form class="stack" method="post" action="\(AdminPaths.barredAddressSearches)">\
      \(Field.email("email", "E-mail address", in: form, autocomplete: "off"))\
      \(FormLayout.actions(Button.submit("Look it up", icon: .search)))</form>\(result)</div>
      """)
  }

  private var result: HTML? {
    switch answer {
    case .none: return nil
    case .free: return Notice.alert(.success, "Not barred", "This address can sign up.")
    case .barred(let found):
      return Notice.alert(
        .warning, title: "\(say: "Barred since \(part: 1)", found.barredAt.dateHTML)",
        text: "\(say: "Nobody can sign up with this address.")", actions: lift(found))
    }
  }

  private var list: HTML {
    if addresses.items.isEmpty {
      return Notice.empty(
        .lock, "No address is barred", "Addresses appear here when vendors close their shop and account.")
    }
    let columns = [
      TableColumn("Closed shop", isMain: true), TableColumn("Barred"), TableColumn("", .end),
    ]
    let rows = addresses.items.map { barred in
      let shop = shops[barred.shop]
      let name = shop?.name ?? barred.shop.description
      return TableRow(
        id: barred.reference, label: Words(verbatim: name),
        path: shop.map { AdminPaths.shop($0.slug) },
        [
          written(name), barred.barredAt.dateTimeHTML,
          lift(barred),
        ])
    }
    return """
      \(DataTable.show("Barred addresses, the newest first", columns, rows))\
      \(addresses.links(AdminPaths.barredAddresses, [], isFirst: isFirst))
      """
  }

  private func lift(_ barred: BarredAddress) -> HTML {
    Button.dialog("Let it sign up …", opens: dialogID(barred), size: .small)
  }

  private func dialogID(_ barred: BarredAddress) -> String { "lift-\(barred.reference.prefix(16))" }

  private var dialogs: [HTML] {
    var all = addresses.items
    if case .barred(let found) = answer, !all.contains(where: { $0.reference == found.reference }) {
      all.append(found)
    }
    return all.map { barred in
      Dialog.confirm(
        id: dialogID(barred), title: "Let this address sign up again?",
        text: "Nothing tells which address it was once it is off the list, so it can't be barred again.",
        label: "Let it sign up", to: AdminPaths.liftBar(barred.reference), kind: .primary)
    }
  }
}
