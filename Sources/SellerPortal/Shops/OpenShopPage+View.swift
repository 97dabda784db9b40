import Kernel
import Presentation
import Web

extension OpenShopPage {
  func html(_ request: Request) -> HTML {
    let sections: HTML = """
      \(FormLayout.section(
        "The shop", "What customers read above your goods. You can change it later.", nameFields))\
      \(FormLayout.section(
        "Country and currency", "The currency holds for all prices and payouts and can't be changed later.",
        FormLayout.row(
          Field.country("country", "Where you send from", in: form),
          Field.select(
            "currency", "Currency", currencies, in: form, prompt: "Choose a currency"))))
      """
    return frame.page(
      SellerPaths.newShop, request, title: "Open a shop",
      lead: "We usually look at a new shop within a day. Until then you can add goods.",
      """
      \(Timeline.stepper(["Open a shop", "Add your goods", "Get approved", "Sell and be paid"], current: 0))\
      \(FormLayout.form(
        action: SellerPaths.newShop, state: form, saveLabel: "Open the shop",
        cancelPath: SellerPaths.shops, isNew: true, sections))
      """)
  }

  private var nameFields: HTML {
    """
    \(Field.text("name", "Name", in: form, maximumLength: 80, width: .half))\
    \(Field.multiline(
      "description", "Description", in: form, hint: "What you sell, who you are, what is special about it.",
      maximumLength: 5000))\
    \(Field.text(
      "slug", "Address", in: form,
      hint: "The last part of the shop's link: lower-case letters, digits, hyphens. Made from the name.",
      required: false, maximumLength: 80, width: .half))
    """
  }

  private var currencies: [Choice] {
    let common = ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD", "INR"]
    let known = Set(common)
    return (common + Currency.allCodes.filter { !known.contains($0) }).map { Choice($0, Words(verbatim: $0)) }
  }
}
