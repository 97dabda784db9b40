/// A shop of the demo catalogue, as written by hand: every design is made in every family, which gives the products.
struct DemoShop: Sendable {
  let slug: String
  let name: String
  let country: String
  let description: String
  let owner: String
  let designs: [DemoDesign]
  let families: [DemoFamily]
}

/// A look that a shop gives to several goods.
struct DemoDesign: Sendable {
  let name: String
  /// Said of every product in this design.
  let sentence: String
  /// Background, body, accent and line of the picture, as hexadecimal colours.
  let ground: String, body: String, accent: String
  /// What a customer filters by.
  let colour: String
}

/// A kind of goods that a shop makes.
struct DemoFamily: Sendable {
  let title: String
  let motif: DemoMotif
  let category: [String]
  let text: String
  /// Minor units of the first size, and what each further size adds.
  let price: Int64
  let step: Int64
  let sizes: [String]
  let tags: [String]
}
