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
      nil, request, title: search.title, searched: search.text,
      search.show([orderGroup, peopleGroup, shopGroup, productGroup]))
  }

  private var orderGroup: HTML? {
    search.group(orders, "Orders", at: AdminPaths.orders) { orders in
      OrderTable.show(orders.map(\.order), for: .marketplace) { AdminPaths.order($0.id) }
    }
  }

  private var peopleGroup: HTML? {
    search.group(people, "People", at: AdminPaths.people) { people in
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
    search.group(shops, "Shops", at: AdminPaths.shops) { shops in
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
    search.group(products, "Products", at: AdminPaths.products) { products in
      let columns = [
        TableColumn("Product", isMain: true), TableColumn("Shop"), TableColumn("State"),
        TableColumn("Price", .end),
      ]
      let rows = products.map { item in
        let card = item.product.card
        return TableRow(
          id: card.id.description, label: Words(verbatim: card.title), path: AdminPaths.product(card.id),
          [written(card.title), written(card.shop.name), item.badges, card.price.html])
      }
      return DataTable.show("Products", columns, rows)
    }
  }
}
