import Areas
import Kernel
import Persistence

/// What is kept about how people arrange lists.
struct SavedViewPersonalData: PersonalData {
  /// Views and chosen columns.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let views = try SavedViewStore.all(of: account, snapshot).map { view -> JSONValue in
      .object([
        "list": .string(view.list.rawValue), "name": .string(view.name), "query": .string(view.query),
        "createdAt": .string(view.createdAt.rfc3339),
      ])
    }
    let columns = try SavedViewStore.columns(of: account, snapshot).map { list, keys -> JSONValue in
      .object(["list": .string(list.rawValue), "columns": .string(keys)])
    }
    return [("savedViews", .array(views)), ("listColumns", .array(columns))]
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { nil }
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    let count = try SavedViewStore.deleteAll(of: person.account, tx)
    return count == 0
      ? [] : [ErasureEntry("Views of lists", .deleted, count, why: "Their names and what they looked for.")]
  }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}
