import Identity
import Kernel
import Persistence
import Web

/// What identifiers of category files are of.
package enum CategoryImportEntity: Entity { package static let idPrefix = "cimp" }
/// The identifier of a category file.
package typealias CategoryImportID = ID<CategoryImportEntity>

private let maximumBytes = 4 * 1024 * 1024
private let maximumLines = 50_000
private let linesPerStep = 100

/// A file of categories, as Google's product taxonomy: on each line the names from the top, perhaps behind a number.
package struct CategoryImport: Sendable {
  package let id: CategoryImportID
  package let fileName: String
  package internal(set) var status: ImportStatus
  /// Lines with a path.
  package let lines: Int64
  package internal(set) var done: Int64
  /// Categories that it made.
  package internal(set) var made: Int64
  /// Lines whose category was there.
  package internal(set) var matched: Int64
  /// Lines that can't be a category: too deep, or with a name that is too long.
  package internal(set) var skipped: Int64
  package let createdAt: Timestamp
  package internal(set) var finishedAt: Timestamp?
}

/// Makes the categories of a file.
struct RunCategoryImport: Job {
  static let kind = "catalog.categories.import"

  let id: CategoryImportID

  static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(RunCategoryImport.self) { job, context in
      do {
        try await catalog.runCategoryImport(job.id)
      } catch  where context.isLastAttempt {
        try await catalog.failCategoryImport(job.id)
        throw error
      }
    }
  }
}

extension Catalog {
  /// Takes a file in and enqueues its import. Throws `.fileUnreadable` for what is no text in UTF-8, has no path in it, or
  /// is too long; nothing is stored then.
  package func startCategoryImport(_ content: Content, fileName: String) async throws -> CategoryImport {
    if content.isEmpty { throw Problem.invalid("file", "required", "Choose a text file.") }
    guard content.count <= maximumBytes else {
      throw Problem(.fileUnreadable, "A file of categories may have 4 MB at most.")
    }
    let text = String(decoding: try content.bytes(), as: UTF8.self)
    let lines = CategoryLines.paths(of: text)
    guard !text.unicodeScalars.contains("\u{FFFD}"), !text.utf8.contains(0), !lines.isEmpty else {
      throw Problem(
        .fileUnreadable, "Write a category on each line, as “Home > Lamps”, in a text file (UTF-8).")
    }
    guard lines.count <= maximumLines else {
      throw Problem(.fileUnreadable, "A file of categories may have \(maximumLines) lines at most.")
    }
    let plain = String(
      fileName.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.map(Character.init)
    ).trimmed
    return try await database.write { tx in
      let made = CategoryImport(
        id: CategoryImportID(at: tx.now),
        fileName: plain.isEmpty ? "categories.txt" : String(plain.prefix(200)),
        status: .queued, lines: Int64(lines.count), done: 0, made: 0, matched: 0, skipped: 0,
        createdAt: tx.now)
      try CategoryImportStore.insert(made, lines.joined(separator: "\n"), tx)
      try tx.enqueue(RunCategoryImport(id: made.id), dedupe: made.id.description)
      try tx.record(
        "categories.imported", on: made.id,
        after: ["file": .string(made.fileName), "rows": .integer(made.lines)])
      return made
    }
  }

  /// A file of categories. Throws `.notFound`.
  package func categoryImport(_ id: CategoryImportID) async throws -> CategoryImport {
    guard let found = try await database.read({ try CategoryImportStore.find(id, $0) }) else {
      throw Problem(.notFound)
    }
    return found
  }

  /// Files of categories, newest first. Throws `.invalidInput` for a cursor of another list.
  package func categoryImports(_ page: PageRequest) async throws -> Page<CategoryImport> {
    let before = try page.cursor.map { cursor -> CategoryImportID in
      guard let id = cursor.values.first.flatMap({ CategoryImportID($0) }) else {
        throw Problem.invalid("cursor", "invalid", "This cursor does not belong to this list.")
      }
      return id
    }
    let rows = try await database.read {
      try CategoryImportStore.list(limit: page.limit, before: before, $0)
    }
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.id.description]) }
  }

  /// Goes on with a file until it is done; may run twice. Throws `DatabaseError`.
  func runCategoryImport(_ id: CategoryImportID) async throws {
    var isDone = false
    while !isDone {
      isDone = try await database.write { tx in
        guard let (file, content) = try CategoryImportStore.lock(id, tx) else { return true }
        return try step(file, content, tx)
      }
    }
  }

  /// Stops a file; what is done stays.
  func failCategoryImport(_ id: CategoryImportID) async throws {
    try await database.write { tx in
      guard var (file, _) = try CategoryImportStore.lock(id, tx) else { return }
      file.status = .failed
      file.finishedAt = tx.now
      try CategoryImportStore.update(file, tx)
    }
  }

  private func step(_ old: CategoryImport, _ content: String, _ tx: Transaction) throws -> Bool {
    var file = old
    let lines = content.split(separator: "\n").dropFirst(Int(old.done)).prefix(linesPerStep)
    try CategoryStore.lockTree(tx)
    var known = KnownCategories(try CategoryStore.all(tx))
    for line in lines {
      guard let names = CategoryLines.names(of: String(line)) else {
        file.skipped += 1
        continue
      }
      let count = try make(names, &known, tx)
      file.made += Int64(count)
      if count == 0 { file.matched += 1 }
    }
    file.done += Int64(lines.count)
    file.status = file.done < file.lines ? .running : .completed
    if file.status == .completed { file.finishedAt = tx.now }
    try CategoryImportStore.update(file, tx)
    changes.look(after: tx)
    return file.status == .completed
  }

  /// Makes what is missing on the way to a category; answers how many.
  private func make(_ names: [String], _ known: inout KnownCategories, _ tx: Transaction) throws -> Int {
    var parent: Category?
    var count = 0
    for name in names {
      if let found = known.find(name, below: parent?.id) {
        parent = found
        continue
      }
      let category = Category(
        id: CategoryID(at: tx.now), parent: parent?.id,
        slug: try CategorySlugs.free(for: name, below: parent, tx), name: name,
        position: known.nextPosition(below: parent?.id))
      guard try CategoryStore.insert(category, tx) else { throw Problem(.conflict) }
      known.add(category)
      parent = category
      count += 1
    }
    return count
  }
}

/// Categories by their names below their parents, whatever capitals and accents.
private struct KnownCategories {
  private struct Place: Hashable {
    let parent: CategoryID?
    let name: String
  }

  private var byName: [Place: Category] = [:]
  private var positions: [CategoryID?: Int] = [:]

  init(_ categories: [Category]) {
    for category in categories.sorted(by: { $0.id < $1.id }) { add(category) }
  }

  mutating func add(_ category: Category) {
    let place = Place(parent: category.parent, name: SearchWords.key(category.name))
    if byName[place] == nil { byName[place] = category }
    positions[category.parent] = max(positions[category.parent] ?? -1, category.position)
  }

  func find(_ name: String, below parent: CategoryID?) -> Category? {
    byName[Place(parent: parent, name: SearchWords.key(name))]
  }

  func nextPosition(below parent: CategoryID?) -> Int { (positions[parent] ?? -1) + 1 }
}

/// The lines of a category file.
enum CategoryLines {
  private static let longestName = 80

  /// The lines that are about a category, without the number before the path. Lines with a sharp are notes.
  static func paths(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let typed = String(line).replacing("\u{FEFF}", with: "").trimmed
      if typed.isEmpty || typed.hasPrefix("#") { return nil }
      let path = typed.replacing(/^[0-9]+\s+-\s+/, with: "").trimmed
      return path.isEmpty ? nil : path
    }
  }

  /// The names from the top; `nil` for what can't be a category.
  static func names(of path: String) -> [String]? {
    let names = path.split(separator: ">", omittingEmptySubsequences: false).map { String($0).trimmed }
    let areNames = names.allSatisfy { !SearchWords.key($0).isEmpty && $0.unicodeScalars.count <= longestName }
    return areNames && names.count <= CategoryTree.maximumDepth ? names : nil
  }
}
