import Catalog
import Kernel
import Presentation
import Web

// What became of the pictures that the file names by their address.
extension ImportPage {
  var pictures: HTML {
    let counts = file.pictures
    if counts.total == 0 { return HTML() }
    let fetched: Words =
      "\(count: counts.fetched, one: "# picture was fetched.", other: "# pictures were fetched.")"
    let waiting: Words =
      "\(count: counts.waiting, one: "# picture is still to come.", other: "# pictures are still to come.")"
    let rest: HTML = counts.waiting == 0 ? HTML() : "<p class=\"muted\">\(waiting)</p>"
    return Card.show("Pictures", "<div class=\"stack\"><p>\(fetched)</p>\(rest)\(failed)</div>")
  }

  private var failed: HTML {
    if failedPictures.isEmpty { return HTML() }
    let columns = [
      TableColumn("Product", isMain: true), TableColumn("Address"), TableColumn("Why"),
    ]
    let rows = failedPictures.map { picture in
      TableRow(
        id: picture.image.description, label: Words(verbatim: picture.productTitle),
        path: frame.paths.product(picture.product),
        [
          written(picture.productTitle), "<code dir=\"ltr\">\(picture.address)</code>",
          picture.reason.map { HTML($0) } ?? HTML(),
        ])
    }
    let number: Words =
      "\(count: file.pictures.failed, one: "# picture could not be fetched.", other: "# pictures could not be fetched.")"
    return """
      <p>\(number)</p>\(DataTable.show("Pictures", columns, rows))\
      \(Button.post("Try them again", to: frame.paths.pictureRetries(of: file.id), icon: .refresh))
      """
  }
}
