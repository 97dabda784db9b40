import Kernel
import Presentation
import Vendors
import Web

extension SellerFrame {
  /// What staff see who may come in but open none of the sections.
  func entrance(_ request: Request, _ form: FormState) -> HTML {
    let titles = Permission.grantable.filter(permissions.contains).map(\.title)
    let welcome = Notice.empty(
      .store, "You work here",
      """
      What you may do: \(list: titles). There is no page for it in this shop; ask its owner for more if you \
      need to see orders, products or reports.
      """,
      action: Button.link("All my shops", to: SellerPaths.shops))
    return page(.dashboard, request, title: "Welcome to \(shop.name)", "\(form.summary)\(welcome)")
  }
}
