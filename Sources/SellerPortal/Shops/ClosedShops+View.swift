import Kernel
import Presentation
import Vendors
import Web

extension ClosedShops {
  var html: HTML {
    HTML.joined(
      shops.map { closed -> HTML in
        let days = Int(closed.daysLeft(at: now))
        return Notice.alert(
          .warning, "\(closed.shop.name) is closed",
          """
          You can restore it for \(count: days, one: "# day", other: "# days"). Then its goods, pictures and \
          documents are deleted.
          """,
          actions: Button.post(
            "Restore", to: SellerPaths.restoring(closed.shop.id), kind: .secondary, icon: .undo,
            size: .small))
      })
  }
}
