import Catalog
import Foundation
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import Web

@Suite("What asks before it is done")
struct CategoryDialogTests {
  @Test("A category is deleted by a dialog alone")
  func asks() async throws {
    try await withMarket(.sqlite) { market in
      let lamps = try await market.catalog.addCategory(NewCategoryInput(name: "Lamps"))
      let answer = try await market.administer(.get, "/admin/categories")
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      let dialog = "delete-\(lamps.id)"
      #expect(page.contains("data-dialog=\"\(dialog)\"") && page.contains("Delete Lamps?"))
      let forms = page.components(separatedBy: "action=\"/admin/categories/lamps/delete\"")
      #expect(forms.count == 2, "one form deletes it")
      #expect(forms[0].contains("<dialog class=\"dialog\" id=\"\(dialog)\""), "and that is in the dialog")
    }
  }

  @Test("A product's picture is removed by a dialog that leaves the rest of the page alone")
  func pictures() {
    let picture = Picture(path: "/p.webp", width: 10, height: 10, alternative: "Bowl")
    let html = PictureEditor.show(
      [UploadedPicture(id: "img_1", picture: picture), UploadedPicture(id: "img_2", picture: picture)],
      uploadPath: "/up", orderPath: "/order", removePath: "/remove"
    ).description
    #expect(html.components(separatedBy: "action=\"/remove\"").count == 3)
    let items = html.components(separatedBy: "<dialog")[0]
    #expect(!items.contains("action=\"/remove\"") && items.contains("data-dialog=\"remove-picture-2\""))
    #expect(html.contains("value=\"img_2\"") && html.contains("data-replace=\"#pictures\""))
  }
}
