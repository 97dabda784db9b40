import Identity
import Kernel

/// What the audit log tells of a change of the home page.
enum HomeAudit {
  /// Every change in a sentence, and what changed sections showed before and after.
  static func fields(
    from old: HomeSections, to new: HomeSections, _ changes: [HomeChange]
  ) -> (before: [String: JSONValue], after: [String: JSONValue]) {
    var before: [String: JSONValue] = [:]
    var after: [String: JSONValue] = ["changes": .array(changes.map { .words($0.words) })]
    for (index, section) in new.list.enumerated() {
      guard let former = old.list.first(where: { $0.id == section.id }), former != section else { continue }
      // Under one name, so that what stayed the same is left out.
      let name = "section \(index + 1)"
      before[name] = .object(fields(former, name: section.name))
      after[name] = .object(fields(section, name: section.name))
    }
    return (before, after)
  }

  private static func fields(_ section: HomeSection, name: Words) -> [String: JSONValue] {
    var fields: [String: JSONValue] = [
      "name": .string(name.text),
      "visibleFrom": section.visibleFrom.map { .words("\(moment: $0)") } ?? .null,
      "visibleUntil": section.visibleUntil.map { .words("\(moment: $0)") } ?? .null,
    ]
    if let title = section.content.title { add(title, "title", to: &fields) }
    switch section.content {
    case .banner(let banner):
      add(banner.text, "text", to: &fields)
      fields["link"] = .string(banner.link)
      fields["picture"] = .optional(banner.picture?.key)
    case .text(let text): add(text.text, "text", to: &fields)
    case .categories(let categories):
      fields["count"] = .integer(Int64(categories.count))
      fields["categories"] = .array(categories.chosen.map { .string($0.description) })
    case .shops(let shops):
      fields["count"] = .integer(Int64(shops.count))
      fields["shops"] = .array(shops.shops.map { .string($0.description) })
    case .products(let collection):
      fields["count"] = .integer(Int64(collection.count))
      fields["products"] = .array(collection.products.map { .string($0.description) })
      fields["tags"] = .array((collection.rule?.tags ?? []).map { .string($0) })
      fields["brands"] = .array((collection.rule?.brands ?? []).map { .string($0) })
      fields["category"] = .optional(collection.rule?.category?.description)
    case .promises, .recentlyViewed, .invitation: break
    }
    return fields
  }

  private static func add(_ text: LocalText, _ name: String, to fields: inout [String: JSONValue]) {
    fields[name] = .array(
      ([text.text] + text.translations.sorted { $0.key < $1.key }.map(\.value)).map { .string($0) })
  }
}
