import Identity
import Kernel
import Persistence
import Web

/// How long an uploaded picture may wait until a section shows it.
private let keepUnusedPictureSeconds: Int64 = 86_400

extension Catalog {
  /// The home page with its draft.
  package func home() async throws -> HomeState {
    try await database.read { try HomeStore.find($0) } ?? .standard
  }

  /// Makes these the sections of the draft. Throws `.invalidInput`.
  package func replaceHomeDraft(_ edit: @escaping Edit<HomeState, HomeDraftInput>) async throws -> HomeState {
    try await changeDraft { state, tx in
      try HomeCheck.sections(try edit(state).sections, of: state, tx)
    }
  }

  /// Adds a section at the end of the draft. Throws `.invalidInput`.
  package func addHomeSection(_ input: HomeSectionInput) async throws -> HomeState {
    try await changeDraft { state, tx in
      state.draft.list + (try HomeCheck.sections([input], of: state, at: { _ in "" }, tx))
    }
  }

  /// Changes a section of the draft. Throws `.notFound`, `.invalidInput`.
  package func editHomeSection(
    _ id: HomeSectionID, _ edit: @escaping Edit<HomeSection, HomeSectionInput>
  ) async throws -> HomeState {
    try await changeDraft { state, tx in
      guard let place = state.draft.list.firstIndex(where: { $0.id == id }) else { throw Problem(.notFound) }
      let input = try edit(state.draft.list[place])
      guard let new = try HomeCheck.sections([input], of: state, at: { _ in "" }, tx).first, new.id == id
      else { throw Problem.invalid("id", "invalid", "This is the id of another section.") }
      var sections = state.draft.list
      sections[place] = new
      return sections
    }
  }

  /// Takes a section out of the draft. Throws `.notFound`.
  package func removeHomeSection(_ id: HomeSectionID) async throws -> HomeState {
    try await changeDraft { state, _ in
      guard state.section(id) != nil else { throw Problem(.notFound) }
      return state.draft.list.filter { $0.id != id }
    }
  }

  /// Puts a section that was taken out back where it stood; nothing when it is there. Throws `.notFound` when nobody
  /// remembers it, `.invalidInput` where there is no room.
  package func restoreHomeSection(_ id: HomeSectionID) async throws -> HomeState {
    try await changeDraft { state, _ in
      var sections = state.draft.list
      if state.section(id) != nil { return sections }
      guard let removal = state.notes.removed.last(where: { $0.section.id == id }) else {
        throw Problem(.notFound)
      }
      sections.insert(removal.section, at: min(removal.place, sections.count))
      return sections
    }
  }

  /// Puts a section of the draft before another one, or at the end. Throws `.notFound` when it is not there, and
  /// `.conflict` when the other one is not there any more.
  package func moveHomeSection(_ id: HomeSectionID, before other: HomeSectionID?) async throws -> HomeState {
    try await changeDraft { state, _ in
      guard let section = state.section(id) else { throw Problem(.notFound) }
      if other == id { return state.draft.list }
      var sections = state.draft.list.filter { $0.id != id }
      guard let other else { return sections + [section] }
      guard let place = sections.firstIndex(where: { $0.id == other }) else { throw Problem(.conflict) }
      sections.insert(section, at: place)
      return sections
    }
  }

  /// Stores a picture that a banner may show. Throws `.imageUnreadable`, `.tooLarge`.
  package func addHomePicture(_ bytes: [UInt8]) async throws -> HomePicture {
    let stored = try await storePicture(bytes, area: MediaKeys.site)
    let picture = HomePicture(key: stored.folder, width: stored.width, height: stored.height)
    return try await database.write { tx in
      try HomeStore.add(picture, tx)
      try tx.record("home.picture_added", on: "home", after: ["picture": .string(picture.key)])
      return picture
    }
  }

  /// Makes the answer of `change` the sections of the draft, in one transaction with its record.
  func changeDraft(
    _ change: @escaping @Sendable (HomeState, Transaction) throws -> [HomeSection]
  ) async throws -> HomeState {
    try await database.write { tx in
      let old = try HomeStore.lock(tx)
      let sections = HomeSections(try change(old, tx))
      guard sections != old.draft else { return old }
      try sections.check()
      var state = old
      state.replaceDraft(sections.list)
      try HomeStore.save(state, tx)
      let fields = HomeAudit.fields(from: old.draft, to: state.draft, state.changes(since: old.version))
      try tx.record("home.draft_changed", on: "home", before: fields.before, after: fields.after)
      try Catalog.forgetPictures(unless: state, tx)
      return state
    }
  }

  /// Lets go of pictures that were uploaded a while ago and that no state of the page shows.
  static func forgetPictures(unless state: HomeState, _ tx: Transaction) throws {
    let known = try HomeStore.pictures(
      uploadedBefore: tx.now.adding(seconds: -keepUnusedPictureSeconds), tx)
    let shown = state.pictureKeys
    let gone = known.filter { !shown.contains($0) }
    guard !gone.isEmpty else { return }
    try HomeStore.remove(gone, tx)
    try RemoveMedia.enqueue(gone, tx)
  }
}
