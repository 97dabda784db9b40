import Kernel

/// How many removed sections can be brought back.
private let keptRemovals = 20

/// The home page: what customers see, and what administrators make of it.
package struct HomeState: Hashable, Sendable {
  /// What is worked on.
  package internal(set) var draft: HomeSections
  /// Counts the changes of the draft.
  package internal(set) var version: Int64
  var notes: HomeNotes
  /// What customers see.
  package internal(set) var published: HomeSections
  /// What they saw before; `nil` before the second publication.
  package internal(set) var former: HomeSections?
  /// Counts the publications.
  package internal(set) var publication: Int64
  package internal(set) var publishedAt: Timestamp?

  /// What holds until somebody changes it.
  static let standard = HomeState(
    draft: .standard, version: 0, notes: HomeNotes(), published: .standard, former: nil, publication: 0,
    publishedAt: nil)

  /// Whether customers see the draft.
  package var isPublished: Bool { draft == published }

  /// The draft's section with this id.
  package func section(_ id: HomeSectionID) -> HomeSection? { draft.list.first { $0.id == id } }

  /// What became of the draft after one of its versions, told by section.
  package func changes(since version: Int64) -> [HomeChange] {
    var changes: [HomeChange] = []
    for section in draft.list {
      let id = section.id.description
      if notes.addedIn[id, default: 0] > version {
        changes.append(.added(section))
      } else if notes.changedIn[id, default: 0] > version {
        changes.append(.changed(section))
      }
    }
    changes += notes.removed.filter { $0.version > version && $0.addedIn <= version }.map {
      .removed($0.section)
    }
    if notes.orderedIn > version { changes.append(.reordered) }
    return changes
  }

  /// What publishing the draft would change.
  package var unpublishedChanges: [HomeChange] { HomeChange.between(published, draft) }

  /// Makes these the draft's sections, as its next version.
  mutating func replaceDraft(_ sections: [HomeSection]) {
    version += 1
    let old = Dictionary(draft.list.map { ($0.id, $0) }) { $1 }
    let new = Set(sections.map(\.id))
    for section in sections {
      let id = section.id.description
      if old[section.id] == nil { notes.addedIn[id] = version }
      if let before = old[section.id], before != section { notes.changedIn[id] = version }
    }
    for (place, section) in draft.list.enumerated() where !new.contains(section.id) {
      notes.removed.append(
        HomeNotes.Removal(
          section: section, place: place, addedIn: notes.addedIn[section.id.description, default: 0],
          version: version))
    }
    notes.removed = Array(notes.removed.filter { !new.contains($0.section.id) }.suffix(keptRemovals))
    let kept = sections.map(\.id).filter { old[$0] != nil }
    if kept != draft.list.map(\.id).filter(new.contains) { notes.orderedIn = version }
    draft.list = sections
    notes.forget(but: new)
  }

  /// The keys of all pictures that any state of the page shows.
  var pictureKeys: Set<String> {
    let sections = draft.list + published.list + (former?.list ?? []) + notes.removed.map(\.section)
    return Set(sections.compactMap(\.content.pictureKey))
  }
}

/// Something that became of a draft.
package enum HomeChange: Hashable, Sendable {
  case added(HomeSection)
  case changed(HomeSection)
  case removed(HomeSection)
  case reordered

  /// What makes one page the other.
  static func between(_ old: HomeSections, _ new: HomeSections) -> [HomeChange] {
    let known = Dictionary(old.list.map { ($0.id, $0) }) { $1 }
    let present = Set(new.list.map(\.id))
    var changes = new.list.compactMap { section -> HomeChange? in
      guard let before = known[section.id] else { return .added(section) }
      return before == section ? nil : .changed(section)
    }
    changes += old.list.filter { !present.contains($0.id) }.map { .removed($0) }
    let kept = old.list.map(\.id).filter(present.contains)
    if kept != new.list.map(\.id).filter({ known[$0] != nil }) { changes.append(.reordered) }
    return changes
  }

  /// What people are told.
  package var words: Words {
    switch self {
    case .added(let section): "“\(section.name)” was added."
    case .changed(let section): "“\(section.name)” was changed."
    case .removed(let section): "“\(section.name)” was removed."
    case .reordered: "The order was changed."
    }
  }
}

/// In which version of the draft what became of it, and what was removed of it.
struct HomeNotes: Codable, Hashable, Sendable {
  /// A section that was taken out, and where it stood.
  struct Removal: Codable, Hashable, Sendable {
    let section: HomeSection
    let place: Int
    /// The version in which it was added; 0 for what was there from the beginning.
    let addedIn: Int64
    let version: Int64
  }

  /// By section.
  var addedIn: [String: Int64] = [:]
  /// By section.
  var changedIn: [String: Int64] = [:]
  var orderedIn: Int64 = 0
  /// The last removed last.
  var removed: [Removal] = []

  /// Leaves out what is said of sections that are not there any more.
  mutating func forget(but present: Set<HomeSectionID>) {
    let known = Set(present.map(\.description))
    addedIn = addedIn.filter { known.contains($0.key) }
    changedIn = changedIn.filter { known.contains($0.key) }
  }
}
