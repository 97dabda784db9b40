import Kernel
import Persistence
import Web

/// What a client says of a product's video, its warranty and cash on delivery. What is absent stays.
struct ExtrasFields: Sendable {
  private let hasVideo: Bool
  private let video: ProductVideo?
  private let hasMonths: Bool
  private let months: Int?
  private let hasText: Bool
  private let text: String?
  private let takesCash: Bool?

  init(from input: inout InputReader) {
    hasVideo = input.has("video")
    let address = input.optional("video", ProductRules.video).flatMap { $0.isEmpty ? nil : $0 }
    video = address.flatMap(ProductVideo.init)
    if address != nil, video == nil { input.reject("video", ProductVideo.wrong, code: "unknown_video") }
    hasMonths = input.has("warrantyMonths")
    months = input.optional("warrantyMonths", ProductRules.warrantyMonths)
    hasText = input.has("warrantyText")
    text = input.optional("warrantyText", ProductRules.warrantyText).flatMap { $0.isEmpty ? nil : $0 }
    takesCash = input.optional("takesCashOnDelivery", .boolean)
  }

  /// The same with what was said.
  func applied(to old: ProductExtras) -> ProductExtras {
    var extras = old
    if hasVideo { extras.video = video }
    if hasMonths { extras.warranty.months = months }
    if hasText { extras.warranty.text = text }
    if let takesCash { extras.takesCash = takesCash }
    return extras
  }
}

extension ProductVideo {
  /// What is said of other addresses.
  static let wrong: Words =
    "Give the https address of a video at YouTube or Vimeo, or of a file that ends in .mp4 or .webm."
}

extension ProductExtras {
  init(row: inout Row) throws {
    let address: String? = try row.next("t.video")
    let months: Int? = try row.next("t.warranty_months")
    let text: String? = try row.next("t.warranty_text")
    self.init(
      video: address.flatMap(ProductVideo.init), warranty: ProductWarranty(months: months, text: text),
      takesCash: try row.next("p.takes_cash"))
  }
}
