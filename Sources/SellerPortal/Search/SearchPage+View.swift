import Catalog
import Kernel
import Ordering
import Presentation
import Web

extension SearchPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      nil, request, title: text.isEmpty ? "Search" : "Results for “\(text)”", searched: text,
      "\(orderGroup)\(customerGroup)\(productGroup)\(when: isEmpty, nothing)")
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
    group(orders?.items, "Orders", orders?.nextCursor == nil ? nil : frame.paths.orders) { orders in
      OrderTable.show(orders, for: .vendor) { frame.paths.order($0.id) }
    }
  }

  /// Each leads to their orders.
  private var customerGroup: HTML? {
    group(customers, "Customers", nil) { customers in
      let rows = customers.map { customer in
        TableRow(
          id: customer.latest.id.description, label: Words(verbatim: customer.name),
          path: ListAddress.make(frame.paths.orders, [("q", customer.email)]),
          [
            DataTable.titled(customer.name, detail: Words(verbatim: customer.email)),
            customer.latest.times.placedAt.dateHTML,
          ])
      }
      return DataTable.show(
        "Customers", [TableColumn("Customer", isMain: true), TableColumn("Last order")], rows)
    }
  }

  private var productGroup: HTML? {
    group(products?.items, "Products", products?.nextCursor == nil ? nil : frame.paths.products) { products in
      let rows = products.map { product in
        TableRow(
          id: product.card.id.description, label: Words(verbatim: product.card.title),
          path: frame.paths.product(product.card.id),
          [written(product.card.title), product.status.badge, product.card.price.html])
      }
      let columns = [TableColumn("Product", isMain: true), TableColumn("State"), TableColumn("Price", .end)]
      return DataTable.show("Products", columns, rows)
    }
  }

  /// What was found of one kind, with the way to all of it where there is more.
  private func group<T>(_ items: [T]?, _ title: Words, _ more: String?, _ table: ([T]) -> HTML) -> HTML? {
    guard let items, !items.isEmpty else { return nil }
    let all = more.map { Button.link("See all", to: ListAddress.make($0, [("q", text)]), size: .small) }
    return Card.section(title, aside: all, table(items))
  }
}
