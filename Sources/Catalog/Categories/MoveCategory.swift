import Crypto
import Identity
import Kernel
import Persistence
import Web

/// Where a category is to stand.
package struct CategoryPlaceInput: Input {
  /// The category that it is to belong to; `nil` for the top.
  let parent: String?
  /// The one of those below `parent` that it is to stand before; `nil` for the end.
  let before: String?
  /// The state of the tree for which this was chosen, as GET tells it.
  let version: String?

  package init(from input: inout InputReader) throws {
    parent = input.optional("parent", .text(1...100))
    before = input.optional("before", .text(1...100))
    version = input.optional("version", .text(1...64))
  }

  /// A place from code.
  package init(parent: String?, before: String?, version: String?) {
    self.parent = parent
    self.before = before
    self.version = version
  }
}

extension CategoryTree {
  private static let digitsOfVersion = 16

  /// Another one whenever a category comes, goes or moves.
  package var version: String {
    var hash = SHA256()
    for category in inOrder {
      hash.update(data: Array("\(category.id) \(category.parent?.description ?? "-");".utf8))
    }
    return hash.finalize().prefix(CategoryTree.digitsOfVersion / 2)
      .map { byte in String(Int(byte) + 256, radix: 16).dropFirst() }.joined()
  }
}

extension Catalog {
  /// Puts a category into its place; those beside it are numbered anew. Throws `.notFound`, `.conflict` for a tree that is
  /// another one meanwhile, and `.invalidInput` when it would come to lie below itself or too deep.
  package func moveCategory(_ reference: String, _ input: CategoryPlaceInput) async throws -> Category {
    try await database.write { tx in
      try CategoryStore.lockTree(tx)
      let tree = try CategoryStore.tree(tx)
      guard let old = tree.find(reference) else { throw Problem(.notFound) }
      if let version = input.version, version != tree.version {
        throw Problem(
          .conflict,
          "Somebody changed the categories while you looked at them. Nothing was moved; look again.")
      }
      let parent = try find(parent: input.parent, tx)?.id
      if let parent { try checkMove(old, below: parent, tx) }
      var siblings = tree.children(of: parent).filter { $0.id != old.id }
      var place = siblings.count
      if let before = input.before {
        let wanted = tree.find(before)?.id
        guard let found = siblings.firstIndex(where: { $0.id == wanted }) else {
          throw Problem.invalid("before", "unknown", "There is no such category in this place.")
        }
        place = found
      }
      siblings.insert(old, at: place)
      try number(siblings, below: parent, tx)
      guard let moved = try CategoryStore.find(old.id, tx) else { throw Problem(.internalError) }
      try tx.record("category.moved", moved, from: old)
      changes.look(after: tx)
      return moved
    }
  }

  /// Gives categories these places below a parent.
  func number(_ siblings: [Category], below parent: CategoryID?, _ tx: Transaction) throws {
    for (position, sibling) in siblings.enumerated()
    where sibling.position != position || sibling.parent != parent {
      var moved = sibling
      moved.position = position
      moved.parent = parent
      try CategoryStore.update(moved, tx)
    }
  }
}
