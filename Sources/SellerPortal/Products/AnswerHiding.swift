import Catalog
import Kernel
import Presentation
import Web

extension SellerPortal {
  /// Sends what the vendor says to the marketplace, which hides the product.
  func answerHiding(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let product = try await catalog.product(request.parameter("product"), of: shop)
    let path = try await paths(request).product(product.id)
    return try await RefusedForm.redirect(to: path) {
      try await RefusedForm.answer(request, form: "answer") {
        _ = try await catalog.answerHiding(
          product.id.description, of: shop, request.form(HidingAnswerInput.self))
        return .redirect(
          to: path, flash: .success("Your answer is sent. We look at the product again."))
      } again: { form, problem in
        // Answered already, or shown again meanwhile: show what is now.
        guard problem.kind == .invalidInput else { throw problem }
        return try await productPage(request, answer: form).html(request)
      }
    }
  }
}

extension ProductPage {
  /// Why the marketplace hides the product, with what was answered or the form for it.
  var hidingNote: HTML? {
    guard let product, let hiding = product.hiding else { return nil }
    let title: Words = "The marketplace hides this product from customers since \(part: 1)"
    let reason = Notice.alert(
      .danger, title: "\(say: title, hiding.hiddenAt.dateTimeHTML)", text: written(hiding.reason))
    return "<div class=\"stack\">\(reason)\(answerNote(product, hiding))</div>"
  }

  private func answerNote(_ product: Product, _ hiding: ProductHiding) -> HTML {
    if let given = hiding.answer {
      return Notice.alert(.info, "You answered. We look at it again", Words(verbatim: given))
    }
    return Card.show(
      "Answer",
      """
      <form class="stack" method="post" action="\(frame.paths.answering(product.id))">\(answer.summary)\
      <p>\(say: "Change what is wrong and save it, then tell us. You can answer once, until we have decided again.")</p>\
      \(Field.multiline(
        "text", "Your answer", in: answer, rows: 4, maximumLength: HidingRules.longestText))\
      \(FormLayout.actions(Button.submit("Send the answer")))</form>
      """)
  }
}
