import Catalog
import Kernel
import Presentation
import Web

extension ProductSheetPage {
  func html(_ request: Request) -> HTML {
    let list = search.state.search.setting("cursor", cursor?.description).behind(frame.paths.products)
    let crumbs = Navigation.breadcrumbs([("Products", list), ("Many at once", nil)])
    return frame.page(
      .products, request, title: "Many products at once",
      lead: "Change what you like and save it in one go; nothing is saved when something of it can't be.",
      breadcrumbs: crumbs, content(list))
  }

  private func content(_ list: String) -> HTML {
    if products.items.isEmpty {
      return Notice.empty(
        .tag, "No products here", "The list had nothing to edit.",
        action: Button.link("Show all products", to: frame.paths.products))
    }
    let columns = [
      TableColumn("Product", isMain: true), TableColumn("State"),
      TableColumn("Price (\(frame.shop.currency.code))", .end), TableColumn("Stock", .end),
    ]
    let action = search.state.search.setting("cursor", cursor?.description).behind(frame.paths.productSheet)
    let table = DataTable.show("Products", columns, products.items.map(row))
    let form = FormLayout.form(
      action: action, state: refused, cancelPath: list,
      "\(Button.hidden(ProductSheet.key, key.description))\(table)")
    let hint: HTML? = stockHint.map { "<p class=\"muted\">\($0)</p>" }
    return "\(hint)\(form)\(links)"
  }

  private var links: HTML {
    let next = products.nextCursor.map {
      search.state.search.setting("cursor", $0.description).behind(search.state.path)
    }
    return Navigation.pages(previous: cursor == nil ? nil : search.state.file(search.state.path), next: next)
  }

  private func row(_ goods: ListedGoods) -> TableRow {
    let product = goods.product
    let title = product.card.title
    let name = ProductSheet.field(product.card.id)
    let hasOne = product.variantCount == 1
    var form = FormState(values: [
      "\(name).status": product.status.rawValue, "\(name).price": product.card.price.typed,
      "\(name).stock": String(max(0, product.stock)),
    ])
    form.id = refused.id
    form.errors = refused.errors
    form.values.merge(refused.values) { $1 }
    let status = FieldCell.select(
      "\(name).status", "State of \(title)",
      ProductStatus.allCases.map { Choice($0.rawValue, $0.title) }, in: form)
    let seen: HTML = """
      \(Button.hidden("rows", product.card.id.description))\
      \(Button.hidden("\(name).seenStatus", product.status.rawValue))
      """
    let main: HTML = """
      <a class="table__link" href="\(frame.paths.product(product.card.id))">\(goods.titled)</a>\(seen)
      """
    return TableRow(
      id: product.card.id.description, label: Words(verbatim: title),
      [
        main, status, hasOne ? price(product, name, form) : product.priceHTML,
        hasOne && product.tracksStock ? stock(product, name, form) : product.stockHTML,
      ])
  }

  private func price(_ product: ShopProduct, _ name: String, _ form: FormState) -> HTML {
    """
    \(FieldCell.money("\(name).price", "Price of \(product.card.title)", in: form))\
    \(Button.hidden("\(name).seenPrice", String(product.card.price.amount)))
    """
  }

  private func stock(_ product: ShopProduct, _ name: String, _ form: FormState) -> HTML {
    """
    \(FieldCell.number("\(name).stock", "Stock of \(product.card.title)", in: form))\
    \(Button.hidden("\(name).seenStock", String(max(0, product.stock))))
    """
  }
}
