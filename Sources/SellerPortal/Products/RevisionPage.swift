import Catalog
import Identity
import Kernel
import Presentation
import Web

/// What restoring a state of a product would change, to be confirmed.
struct RevisionPage {
  let frame: SellerFrame
  let restoration: ProductRestoration
}

extension SellerPortal {
  func revisionPage(_ request: Request) async throws -> RevisionPage {
    RevisionPage(
      frame: try await frame(request),
      restoration: try await catalog.restoration(
        of: request.parameter("product"), in: request.requireShop(),
        to: request.id("revision", as: ProductRevisionEntity.self)))
  }

  func restoreRevision(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let product = try await catalog.product(request.parameter("product"), of: shop)
    let revision = try request.id("revision", as: ProductRevisionEntity.self)
    let paths = try await paths(request)
    let seen = request.formValues["seen"] ?? ""
    return try await RefusedForm.redirect(
      to: paths.revision(revision, of: product.id), also: [.preconditionFailed]
    ) {
      let restored = try await catalog.restoreRevision(revision, of: product.id.description, in: shop) {
        present in
        guard present.seal == seen else {
          throw Problem(
            .preconditionFailed, "The product was changed since you looked. Nothing is restored: look again.")
        }
      }
      return .redirect(
        to: paths.product(restored.id), flash: .success("\(restored.title) says again what it said then."))
    }
  }
}

extension RevisionPage {
  private var product: Product { restoration.product }

  func html(_ request: Request) -> HTML {
    let title = Words(verbatim: product.title)
    let crumbs = Navigation.breadcrumbs([
      ("Products", frame.paths.products), (title, frame.paths.product(product.id)),
      ("History", frame.paths.history(of: product.id)), ("Restore this state", nil),
    ])
    return frame.page(
      .products, request, title: "Restore this state", breadcrumbs: crumbs,
      "<div class=\"stack\">\(restoration.changes.isEmpty ? nothing : differences)</div>")
  }

  private var nothing: HTML {
    Notice.empty(.check, "Nothing to restore", "The product says all this already.")
  }

  private var differences: HTML {
    let when: Words = "What the product said on \(part: 1). Stock and pictures stay as they are."
    return """
      <p>\(say: when, restoration.at.dateTimeHTML)</p>\(notices)\
      \(Card.show(
        "What would change",
        ActivityList.table(restoration.changes.activity(of: "product.reverted", for: .vendor))))\
      <form method="post" action="\(frame.paths.revision(restoration.revision, of: product.id))">\
      \(Button.hidden("seen", product.seal))\
      \(FormLayout.actions(
        Button.submit("Restore this state", icon: .undo),
        Button.link("Cancel", to: frame.paths.history(of: product.id))))</form>
      """
  }

  private var notices: HTML {
    """
    \(when: !restoration.added.isEmpty, Notice.alert(
      .info, nil, "These variants come back as new ones, without pieces: \(list: restoration.added)"))\
    \(when: !restoration.ended.isEmpty, Notice.alert(
      .warning, nil, "These variants came since and would be taken out: \(list: restoration.ended)"))\
    \(when: restoration.lacksCategory, Notice.alert(
      .info, nil, "Its category of then is there no more, so it stays where it is."))
    """
  }
}
