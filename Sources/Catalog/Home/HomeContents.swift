import Kernel

/// A picture with words and a button.
package struct HomeBanner: Codable, Hashable, Sendable {
  package var heading: LocalText
  package var text: LocalText
  /// What the button says; empty for "Look around".
  package var button: LocalText
  /// A path of this site; empty for all goods.
  package var link: String
  package var picture: HomePicture?

  /// A banner without a picture unless told otherwise.
  package init(
    heading: LocalText, text: LocalText = LocalText(), button: LocalText = LocalText(), link: String = "",
    picture: HomePicture? = nil
  ) {
    self.heading = heading
    self.text = text
    self.button = button
    self.link = link
    self.picture = picture
  }

  private static let standardHeading: Words = "Made by people, sold by people"
  private static let standardText: Words =
    "Hundreds of small shops in one market hall: one cart, one checkout."

  /// The banner of a new marketplace.
  static let standard = HomeBanner(
    heading: LocalText(standardHeading.description), text: LocalText(standardText.description),
    link: "/products")

  /// The heading for who reads now: the built-in one in their language.
  package var shownHeading: Words { HomeBanner.shown(heading, HomeBanner.standardHeading) }

  /// The text for who reads now: the built-in one in their language.
  package var shownText: Words { HomeBanner.shown(text, HomeBanner.standardText) }

  private static func shown(_ text: LocalText, _ standard: Words) -> Words {
    let shown = text.shown()
    return shown == standard.description ? standard : Words(verbatim: shown)
  }
}

/// A stored picture of the home page.
package struct HomePicture: Codable, Hashable, Sendable {
  /// Below which key its sizes are stored.
  package let key: String
  /// Pixels across of the largest size.
  package let width: Int
  /// Pixels down of the largest size.
  package let height: Int
}

/// Tiles of categories.
package struct HomeCategories: Codable, Hashable, Sendable {
  package var title: LocalText
  /// Those that are shown, in this order; empty for the top categories in theirs.
  package var chosen: [CategoryID]
  /// How many are shown at most.
  package var count: Int

  /// The first top categories unless told otherwise.
  package init(title: LocalText = LocalText(), chosen: [CategoryID] = [], count: Int = 8) {
    self.title = title
    self.chosen = chosen
    self.count = count
  }
}

/// A row of shops.
package struct HomeShops: Codable, Hashable, Sendable {
  /// Which shops are shown.
  package enum Choice: String, CaseIterable, Codable, Sendable { case newest, mostFollowed, byHand }

  package var title: LocalText
  package var choice: Choice
  /// Those that are shown when they are chosen by hand, in this order.
  package var shops: [ShopID]
  /// How many are shown at most.
  package var count: Int

  /// The newest shops unless told otherwise.
  package init(
    title: LocalText = LocalText(), choice: Choice = .newest, shops: [ShopID] = [], count: Int = 6
  ) {
    self.title = title
    self.choice = choice
    self.shops = shops
    self.count = count
  }

  var standardTitle: Words {
    switch choice {
    case .newest: "New shops"
    case .mostFollowed: "Shops that people follow"
    case .byHand: "Shops"
    }
  }
}

/// Free text.
package struct HomeText: Codable, Hashable, Sendable {
  package var title: LocalText
  /// Lines are kept.
  package var text: LocalText

  /// A text with a title, if it has one.
  package init(title: LocalText = LocalText(), text: LocalText) {
    self.title = title
    self.text = text
  }
}
