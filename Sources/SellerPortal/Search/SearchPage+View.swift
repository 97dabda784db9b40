import Catalog
import Kernel
import Ordering
import Presentation
import Web

extension SearchPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      nil, request, title: search.title, searched: search.text,
      search.show([orderGroup, customerGroup, productGroup]))
  }

  private var orderGroup: HTML? {
    search.group(orders, "Orders", at: frame.paths.orders) { orders in
      OrderTable.show(orders, for: .vendor) { frame.paths.order($0.id) }
    }
  }

  /// Each leads to their orders.
  private var customerGroup: HTML? {
    search.group(customers, "Customers", more: nil) { customers in
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
    search.group(products, "Products", at: frame.paths.products) { products in
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
}
