/// A search engine outside the program, which finds and ranks products by words. It holds a copy of what is searched of
/// them and knows them by their numbers; filters, counts and prices are not its business.
package protocol SearchEngine: Sendable {
  /// The products that have what a question asks for, the best first, of equals the one with the lower number. Throws `SearchEngineError`.
  func find(_ question: SearchQuestion) async throws -> [SearchHit]
  /// Words of the index that were meant by mistyped ones, by what was typed. Throws `SearchEngineError`.
  func corrections(of words: [String]) async throws -> [String: String]
  /// Puts or removes documents of an index; an older version of one never takes the place of a newer one. Answers with
  /// those that were refused. Throws `SearchEngineError` when none was taken.
  func write(_ changes: [SearchDocumentChange], to index: String, waits: Bool) async throws
    -> [SearchDocumentFailure]
  /// Makes an empty index, unless it is there.
  func create(_ index: String) async throws
  /// Has searches ask this index from now on, in one step, and deletes those of the marketplace with lower numbers.
  func adopt(_ index: String) async throws
  /// Whether there is such an index.
  func exists(_ index: String) async throws -> Bool
  /// What an index of this number is called.
  func name(ofIndex number: Int64) -> String
  /// Where it is, without secrets.
  var place: String { get }
  /// Whether it is asked at the moment, or left alone for a while because it did not answer.
  var isAway: Bool { get }
}

/// What somebody looks for: things that a product must have, each in one of several ways.
package struct SearchQuestion: Hashable, Sendable {
  /// How much of it a product needs.
  package enum Need: Hashable, Sendable {
    /// Everything.
    case all
    /// Something.
    case any
    /// Everything, the last word as the beginning of one.
    case beginning
    /// The same in what names a product, as title, brand and tags.
    case naming
  }

  /// One way of saying a thing.
  package struct Way: Hashable, Sendable {
    package let words: [String]
    /// The words without their endings, as the program cuts them.
    package let stems: [String]
    /// What it counts beside the words that were typed, 0 to 1.
    package let share: Double

    /// Words with what they count.
    package init(words: [String], stems: [String], share: Double) {
      self.words = words
      self.stems = stems
      self.share = share
    }
  }

  /// As it was typed; a whole number of an article is found by it before all else.
  package var text: String
  /// Each has at least one way.
  package var groups: [[Way]]
  package var need: Need
  /// The reader's language, as `de`: in which words lose their endings.
  package var language: String
  /// So many hits at most.
  package var limit: Int
  /// The last hit of the page before, behind which to go on; `nil` for the best ones.
  package var after: SearchHit?

  /// A question in some words.
  package init(text: String, groups: [[Way]], need: Need, language: String, limit: Int) {
    self.text = text
    self.groups = groups
    self.need = need
    self.language = language
    self.limit = limit
  }
}

/// A product that was found.
package struct SearchHit: Hashable, Sendable {
  /// `products.number`.
  package let number: UInt32
  package let score: Float

  /// A product with its score.
  package init(number: UInt32, score: Float) {
    self.number = number
    self.score = score
  }
}

/// What is searched of a product.
package struct SearchEngineDocument: Hashable, Codable, Sendable {
  package var number: Int64
  package var shop: String
  package var language: String
  package var title: String
  package var brand: String?
  /// The names of its category and of those above.
  package var categories: [String]
  package var tags: [String]
  /// Values of options and specifications.
  package var values: [String]
  package var description: String
  package var skus: [String]
  package var barcodes: [String]
  /// Stems of title and facts as the program splits words and cuts endings, with a space between.
  package var words: String

  /// A document without anything but its number.
  package init(number: Int64, shop: String, language: String, title: String) {
    self.number = number
    self.shop = shop
    self.language = language
    self.title = title
    categories = []
    tags = []
    values = []
    description = ""
    skus = []
    barcodes = []
    words = ""
  }
}

/// A document as it is now; without content it is gone.
package struct SearchDocumentChange: Hashable, Sendable {
  package let id: String
  /// Of two the higher one is the later.
  package let version: Int64
  package let content: SearchEngineDocument?

  /// A document of this version.
  package init(id: String, version: Int64, content: SearchEngineDocument?) {
    self.id = id
    self.version = version
    self.content = content
  }
}

/// A document that the engine refused.
package struct SearchDocumentFailure: Hashable, Sendable {
  package let id: String
  package let status: Int
  /// The engine's name of the reason, as `mapper_parsing_exception`.
  package let reason: String

  /// A refusal with the engine's status of it.
  package init(id: String, status: Int, reason: String) {
    self.id = id
    self.status = status
    self.reason = reason
  }
}

/// Why the engine brought nothing. None says who the program is to the engine.
package enum SearchEngineError: Error, Hashable, Sendable {
  /// It does not answer, is too busy to, or was left alone because it did not.
  case unavailable(String)
  /// There is no such index, as before the first is filled.
  case noIndex
  /// It refused, with what the operator has to do.
  case failed(String)
}
