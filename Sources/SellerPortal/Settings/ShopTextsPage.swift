import Kernel
import Presentation
import Vendors
import Web

private let longestText = 5_000
private let longestNote = 300

/// The shop's texts in another language.
struct ShopTextsPage {
  let frame: SellerFrame
  let language: Language
  let form: FormState
}

extension SellerPortal {
  func shopTextsPage(_ request: Request, _ refused: FormState?) async throws -> ShopTextsPage {
    let language = try TranslationForm.language(request)
    let frame = try await frame(request)
    return ShopTextsPage(
      frame: frame, language: language,
      form: refused?.translated(in: language)
        ?? FormState(frame.shop.translations, in: language, ShopTextsPage.names))
  }

  func editShopTexts(_ request: Request) async throws -> Response {
    let language = try TranslationForm.language(request)
    return try await RefusedForm.answer(request) {
      let edit = request.edit(
        over: { (present: Shop) in FormState(present.translations, in: language, ShopTextsPage.names) }
      ) { form in
        try EditShopInput.read(form.translations(in: language, ShopTextsPage.names))
      }
      let shop = try await vendors.editShop(request.requireShop(), edit)
      return .redirect(
        to: SellerPaths(shop).texts(in: language.tag),
        flash: .success("The texts in \(language.readName) are saved."))
    } again: { form, _ in
      try await shopTextsPage(request, form).html(request)
    }
  }
}

extension ShopTextsPage {
  static let names = [
    ShopTexts.description, ShopTexts.shippingPolicy, ShopTexts.returnPolicy, ShopTexts.privacyPolicy,
    ShopTexts.terms, ShopTexts.openingNote,
  ]

  func html(_ request: Request) -> HTML {
    frame.page(
      .settings, request, title: "Settings", actions: frame.shop.status.badge(for: .vendor),
      """
      \(SettingsTabs.html(frame, current: frame.paths.settings))\
      \(ShopSettingsPage.tabs(frame, current: path))\
      \(TranslationForm.form(
        texts, in: language, action: path, cancelPath: frame.paths.settings, state: form))
      """)
  }

  private var path: String { frame.paths.texts(in: language.tag) }

  private var texts: [TranslationForm.Text] {
    let shop = frame.shop
    func text(_ name: String, _ label: Words, _ original: String) -> TranslationForm.Text {
      TranslationForm.Text(name, label, original: original, rows: 4, maximumLength: longestText)
    }
    return [
      text(ShopTexts.description, "Description", shop.description),
      text(ShopTexts.shippingPolicy, "Delivery", shop.shippingPolicy),
      text(ShopTexts.returnPolicy, "Returns", shop.returnPolicy),
      text(ShopTexts.privacyPolicy, "Privacy", shop.profile.privacyPolicy),
      text(ShopTexts.terms, "Terms", shop.profile.terms),
      TranslationForm.Text(
        ShopTexts.openingNote, "Opening hours in words", original: shop.profile.openingNote, rows: 3,
        maximumLength: longestNote),
    ]
  }
}

extension ShopSettingsPage {
  /// Links to the shop's texts in every language.
  static func tabs(_ frame: SellerFrame, current: String) -> HTML {
    TranslationForm.tabs(
      original: frame.paths.settings, current: current, frame.shop.translations
    ) { frame.paths.texts(in: $0) }
  }
}
