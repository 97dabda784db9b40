import Catalog
import Identity
import Kernel
import Ordering
import Presentation
import Vendors
import Web

extension SearchPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      nil, request, title: text.isEmpty ? "Search" : "Results for “\(text)”", searched: text,
      "\(orderGroup)\(peopleGroup)\(shopGroup)\(productGroup)\(when: isEmpty, nothing)")
  }

  private var nothing: HTML {
    text.isEmpty
      ? Notice.empty(
        .search, "What are you looking for?", "Type a number, a name, an e-mail address or a title above.")
      : Notice.empty(
        .search, "Nothing for “\(text)”",
        "Try fewer letters. People are found by how a name or an e-mail address begins.")
  }

  private var orderGroup: HTML? {
    group(orders, "Orders", AdminPaths.orders) { orders in
      OrderTable.show(orders.map(\.order), for: .marketplace) { AdminPaths.order($0.id) }
    }
  }

  private var peopleGroup: HTML? {
    group(people, "People", AdminPaths.people) { people in
      let columns = [TableColumn("Person", isMain: true), TableColumn("Role"), TableColumn("State")]
      let rows = people.map { person in
        TableRow(
          id: person.id.description, label: Words(verbatim: person.account.name),
          path: AdminPaths.person(person.id),
          [
            DataTable.titled(person.account.name, detail: Words(verbatim: person.account.email.text)),
            person.roleHTML, person.state.badge,
          ])
      }
      return DataTable.show("People", columns, rows)
    }
  }

  private var shopGroup: HTML? {
    group(shops, "Shops", AdminPaths.shops) { shops in
      let columns = [TableColumn("Shop", isMain: true), TableColumn("Vendor"), TableColumn("State")]
      let rows = shops.map { reviewed in
        TableRow(
          id: reviewed.shop.id.description, label: Words(verbatim: reviewed.shop.name),
          path: AdminPaths.shop(reviewed.shop.slug),
          [
            written(reviewed.shop.name), written(reviewed.ownerName),
            reviewed.shop.status.badge(for: .marketplace),
          ])
      }
      return DataTable.show("Shops", columns, rows)
    }
  }

  private var productGroup: HTML? {
    group(products, "Products", AdminPaths.products) { products in
      let columns = [TableColumn("Product", isMain: true), TableColumn("Shop"), TableColumn("Price", .end)]
      let rows = products.map { card in
        TableRow(
          id: card.id.description, label: Words(verbatim: card.title), path: Paths.product(card.slug),
          [written(card.title), written(card.shop.name), card.price.html])
      }
      return DataTable.show("Products", columns, rows)
    }
  }

  /// What was found of one kind, with the way to all of it where there is more.
  private func group<T>(
    _ page: Page<T>?, _ title: Words, _ path: String, _ table: ([T]) -> HTML
  ) -> HTML? {
    guard let page, !page.items.isEmpty else { return nil }
    let more = Button.link("See all", to: ListAddress.make(path, [("q", text)]), size: .small)
    return Card.section(title, aside: page.nextCursor == nil ? nil : more, table(page.items))
  }
}
