import Synchronization

/// A response as it is kept for retries.
package struct StoredResponse: Codable, Hashable, Sendable {
  package let status: Int
  package let contentType: String
  /// `Location`, for answers that have one.
  package let location: String?
  package let body: [UInt8]

  /// A response to keep.
  package init(status: Int, contentType: String, location: String? = nil, body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.body = body
  }
}

/// A request with an `Idempotency-Key`, for as long as it runs. Each transaction of its task takes the key
/// first, and the one that makes the effect keeps the answer with it: they are committed together or not at all.
package struct KeyedRequest: Sendable {
  package let key: String
  /// Whose key it is and for what; the same key in another scope is another one.
  package let scope: String
  /// Tells the content of the request from any other.
  package let fingerprint: String
  /// What is answered when a transaction ends with a value; `nil` when the request goes on.
  package let answer: @Sendable (any Sendable) -> StoredResponse?
  private let progress: Progress

  /// The keyed request of the present task.
  @TaskLocal package static var current: KeyedRequest?

  /// A request that `answer` recognises the end of.
  package init(
    key: String, scope: String, fingerprint: String,
    answer: @escaping @Sendable (any Sendable) -> StoredResponse? = { _ in nil }
  ) {
    self.key = key
    self.scope = scope
    self.fingerprint = fingerprint
    self.answer = answer
    progress = Progress()
  }

  /// True once a transaction that holds the answer is committed.
  package var isAnswered: Bool { progress.isAnswered.load(ordering: .acquiring) }

  /// To be called after the commit of a transaction that holds the answer.
  package func answered() { progress.isAnswered.store(true, ordering: .releasing) }

  /// The same request, which also ends with a `Made`.
  package func ending<Made: Sendable>(
    with type: Made.Type, _ answer: @escaping @Sendable (Made) -> StoredResponse?
  ) -> KeyedRequest {
    let earlier = self.answer
    return KeyedRequest(self) { value in (value as? Made).map(answer) ?? earlier(value) }
  }

  private init(_ other: KeyedRequest, answer: @escaping @Sendable (any Sendable) -> StoredResponse?) {
    (key, scope, fingerprint, progress) = (other.key, other.scope, other.fingerprint, other.progress)
    self.answer = answer
  }

  private final class Progress: Sendable {
    let isAnswered = Atomic<Bool>(false)
  }
}
