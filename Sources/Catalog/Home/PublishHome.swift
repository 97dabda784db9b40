import Identity
import Kernel
import Persistence
import Web

/// Which state of the page is meant, so that nobody publishes what they have not seen.
package struct HomeVersionInput: Input {
  let version: Int64

  package init(from input: inout InputReader) throws {
    version = input.required("version", .integer(0...Int64.max))
  }
}

extension Catalog {
  /// Shows customers the draft, at once and whole. `input` names the draft that was seen. Throws `.conflict` with what
  /// changed when there is another one.
  package func publishHome(_ input: HomeVersionInput) async throws -> HomeState {
    try await publish(isRevert: false) { state in
      guard state.version == input.version else {
        throw HomeState.stale(state.changes(since: input.version))
      }
      guard !state.isPublished else { return false }
      state.former = state.published
      state.published = state.draft
      return true
    }
  }

  /// Shows customers the page of before the last publication again; the draft stays as it is. Once more brings the other
  /// one back. `input` names the publication that was seen. Throws `.conflict` when there was another one, and
  /// `.notFound` when there is none before.
  package func revertHome(_ input: HomeVersionInput) async throws -> HomeState {
    try await publish(isRevert: true) { state in
      guard let former = state.former else { throw Problem(.notFound, "Nothing was published before.") }
      guard state.publication == input.version else {
        throw Problem(.conflict, "Somebody published the page meanwhile. Look at it again.")
      }
      state.former = state.published
      state.published = former
      return true
    }
  }

  /// `change` answers whether it changed anything.
  private func publish(
    isRevert: Bool, _ change: @escaping @Sendable (inout HomeState) throws -> Bool
  ) async throws -> HomeState {
    try await database.write { tx in
      let old = try HomeStore.lock(tx)
      var state = old
      guard try change(&state) else { return old }
      state.publication += 1
      state.publishedAt = tx.now
      try HomeStore.save(state, tx)
      let fields = HomeAudit.fields(
        from: old.published, to: state.published, HomeChange.between(old.published, state.published))
      try tx.record(
        isRevert ? "home.reverted" : "home.published", on: "home", before: fields.before, after: fields.after)
      try changes.note(.site, tx)
      try Catalog.forgetPictures(unless: state, tx)
      return state
    }
  }
}

extension HomeState {
  /// What is said of a draft that others changed meanwhile.
  fileprivate static func stale(_ changes: [HomeChange]) -> Problem {
    let intro: Words =
      "Somebody changed the draft since you looked at it. Look at it again before you publish it."
    let told = changes.map(\.words)
    return Problem(
      .conflict, Words(sentences: [intro] + told),
      fields: told.map { FieldError(field: "version", code: "changed", message: $0) })
  }
}
