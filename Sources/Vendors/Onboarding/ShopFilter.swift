import Kernel
import Web

/// In which order administrators see shops.
package enum ShopSort: String, CaseIterable, Sendable {
  case newest, oldest, name
  case nameBackwards = "-name"

  /// Whether names decide.
  var isByName: Bool { self == .name || self == .nameBackwards }
}

/// Where a waiting shop's question stands.
package enum QuestionState: String, CaseIterable, Sendable {
  /// The vendor has yet to answer.
  case asked
  case answered
}

/// Which waiting shops a list shows, by whose turn it is.
package enum QuestionFilter: String, CaseIterable, Sendable {
  /// The marketplace's: nothing was asked, or the vendor has answered.
  case due
  case asked, answered
}

/// Which shops administrators look at; the list, its export and its counts agree on it.
package struct ShopFilter: Input {
  package var status: ShopStatus?
  package var question: QuestionFilter?
  /// How words of the shop's name begin, or of the owner's name and address.
  package var text: String?
  package var sort: ShopSort

  package init(from input: inout InputReader) throws {
    status = input.optional("status", .choice(ShopStatus.self))
    question = input.optional("question", .choice(QuestionFilter.self))
    text = input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 }
    sort = input.optional("sort", .choice(ShopSort.self)) ?? .newest
  }

  /// A filter from code.
  package init(
    status: ShopStatus? = nil, question: QuestionFilter? = nil, text: String? = nil, sort: ShopSort = .newest
  ) {
    self.status = status
    self.question = question
    self.text = text
    self.sort = sort
  }

  /// The filter as parameters of an address.
  package var parameters: [(name: String, value: String?)] {
    [
      ("status", status?.rawValue), ("question", question?.rawValue), ("q", text),
      ("sort", sort == .newest ? nil : sort.rawValue),
    ]
  }
}
