import Kernel
import Presentation
import Web

/// The options of a product and the table of its variants.
extension ProductPage {
  var optionFields: HTML {
    let slots = sheet.slots.indices.map { index -> HTML in
      let place = "options[\(index)]"
      let hint: Words? = index == 0 ? "One in each line." : nil
      let label: Words = "Values of option \(index + 1)"
      let row = FormLayout.row(
        Field.text(
          "\(place).name", "Option \(index + 1)", in: form, hint: index == 0 ? "As Colour or Size." : nil,
          required: false, maximumLength: 60),
        Field.multiline("\(place).values", label, in: form, hint: hint, required: false, rows: 3))
      return "\(row)\(Button.hidden("\(place).former", form.value("\(place).former") ?? ""))"
    }
    let label: Words = sheet.rows.isEmpty ? "Make the table of variants" : "Update the table of variants"
    let button = Button.submit(label, kind: .secondary, icon: .grid, name: "action", value: "variants")
    return """
      \(slots)<div>\(button)</div>\(when: !sheet.rows.isEmpty, "\(when: sheet.rows.count > 1, fillRow)\(table)\(selling)\(keptSale)")
      """
  }

  /// What goes into all rows of the table: by script at once, else by a round to the server.
  private var fillRow: HTML {
    """
    <fieldset class="stack" data-module="fill"><legend class="field__label">\(say: "For all rows")</legend>\
    \(FormLayout.row(
      Field.money("all.price", "Price", currency: currency, in: form, required: false, width: .full),
      Field.money("all.compareAtPrice", "Former price", currency: currency, in: form, required: false, width: .full),
      Field.number(
        "all.stock", "Stock", in: form, hint: stockHint, required: false, unit: "pieces", width: .full)))\
    <div>\(Button.submit("Set in all rows", kind: .secondary, name: "action", value: "fill"))</div></fieldset>
    """
  }

  /// Price and stock as they were typed before there were options: they are there again when the options go.
  private var keptSale: HTML {
    HTML.joined(
      ["price", "compareAtPrice", "stock", "formerStock", "sku", "lowStockThreshold"].map {
        Button.hidden($0, form.value($0) ?? "")
      })
  }

  private var table: HTML {
    let columns = [
      TableColumn("Variant", isMain: true), TableColumn("Price, \(currency)", .end),
      TableColumn("Former price", .end), TableColumn("Stock", .end), TableColumn("SKU"),
      TableColumn("Leave out", .center),
    ]
    let rows = sheet.rows.enumerated().map { index, row -> TableRow in
      let place = "rows[\(index)]"
      let name = row.values.joined(separator: " / ")
      let hidden: HTML = """
        \(Button.hidden("\(place).id", row.id))\
        \(Button.hidden("\(place).values", row.values.joined(separator: "\n")))\
        \(Button.hidden("\(place).formerStock", row.formerStock))
        """
      return TableRow(
        id: place, label: Words(verbatim: name),
        [
          "\(written(name))\(hidden)",
          FieldCell.money("\(place).price", "Price of \(name)", in: form, required: false),
          FieldCell.money(
            "\(place).compareAtPrice", "Former price of \(name)", in: form, required: false),
          FieldCell.number("\(place).stock", "Stock of \(name)", in: form),
          FieldCell.text("\(place).sku", "SKU of \(name)", in: form, maximumLength: 255),
          FieldCell.checkbox("\(place).isLeftOut", "Leave out \(name)", in: form),
        ])
    }
    return DataTable.show("Variants", columns, rows)
  }
}
