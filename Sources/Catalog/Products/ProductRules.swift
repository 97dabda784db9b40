import Kernel
import Web

/// What a product may be: the same for forms, for the API and for files.
package enum ProductRules {
  /// How many options a product can have.
  package static let maximumOptions = 5
  /// How many variants a product can have.
  package static let maximumVariants = 250
  static let maximumTags = 50
  static let maximumImages = 100
  /// The most pieces of a variant that can be said.
  package static let maximumStock: Int64 = 1_000_000_000
  private static let maximumWeightGrams: Int64 = 100_000_000

  /// What it is called.
  static let title = Rule<String>.text(1...255)
  /// The description, plain or HTML.
  static let description = Rule<String>.text(0...longestDescription, multiline: true)
  /// The most characters of a description.
  package static let longestDescription = 100_000
  /// What the page is called in search results.
  static let seoTitle = Rule<String>.text(0...longestSEOTitle)
  /// What stands below that.
  static let seoDescription = Rule<String>.text(0...longestSEODescription, multiline: true)
  /// In characters.
  package static let longestSEOTitle = 255
  /// In characters.
  package static let longestSEODescription = 1_000
  /// Where a video lies, as it is typed.
  static let video = Rule<String>.text(0...2_000)
  /// How long goods are guaranteed, in months.
  static let warrantyMonths = Rule<Int>.integer(1...mostWarrantyMonths)
  /// In months; a hundred years.
  package static let mostWarrantyMonths = 1_200
  /// How goods are guaranteed.
  static let warrantyText = Rule<String>.text(0...longestWarranty, multiline: true)
  /// In characters.
  package static let longestWarranty = 5_000
  static let brand = Rule<String>.text(1...120)
  /// One tag.
  static let tag = Rule<String>.text(1...60)
  static let attributeName = Rule<String>.text(1...200)
  /// The value of a specification.
  static let attributeValue = Rule<String>.text(1...300)
  /// What variants differ in, as "Colour".
  static let optionName = Rule<String>.text(1...60)
  /// One of an option's values, as "Red".
  static let optionValue = Rule<String>.text(1...120)
  /// As long as other shops' files have them.
  static let sku = Rule<String>.text(1...255)
  static let barcode = Rule<String>.text(1...60)
  /// How many pieces can be bought.
  package static let stock = Rule<Int64>.integer(0...maximumStock)
  /// The same range as a shop's own threshold has.
  static let lowStockThreshold = Rule<Int>.integer(0...mostLowStock)
  /// The highest threshold of a variant, in pieces.
  package static let mostLowStock = 10_000
  static let weightGrams = Rule<Int64>.integer(0...maximumWeightGrams)
  /// Where a picture lies.
  static let imageAddress = Rule<String>.text(1...2_000)
  /// What a picture shows.
  static let imageText = Rule<String>.text(0...300)
}
