import Kernel

/// How many values of an attribute are counted at most.
private let maximumAttributeValues = 60

/// What listed products say of those attributes that listings can be narrowed by.
struct ListedAttributes {
  private(set) var columns: [AttributeID: AttributeColumn] = [:]
  private var saidBy: [Slot: [AttributeID]] = [:]
  /// Those whose values of all products are here.
  private var known: Set<AttributeID> = []
  /// Those whose values are still to be read.
  private(set) var awaited: Set<AttributeID> = []

  /// Begins with these, whose values come with the rows of products.
  mutating func begin(with attributes: Set<AttributeID>) { known = attributes }

  /// Listings can be narrowed by these from now on.
  mutating func follow(_ filterable: Set<AttributeID>) {
    for gone in known.subtracting(filterable) { columns[gone] = nil }
    awaited = awaited.intersection(filterable).union(filterable.subtracting(known))
    known = known.intersection(filterable)
  }

  /// The values of an attribute were read.
  mutating func complete(_ attribute: AttributeID) {
    if awaited.remove(attribute) != nil { known.insert(attribute) }
  }

  mutating func enter(_ slot: Slot, _ values: some Sequence<ListingRows.Said>) {
    for value in values {
      columns[value.attribute, default: AttributeColumn()].set(slot, value)
      if saidBy[slot]?.contains(value.attribute) != true { saidBy[slot, default: []].append(value.attribute) }
    }
  }

  mutating func withdraw(_ slot: Slot) {
    for attribute in saidBy.removeValue(forKey: slot) ?? [] { columns[attribute]?.clear(slot) }
  }
}

extension CategoryTree {
  /// The attributes that listings can be narrowed by.
  var filterable: Set<AttributeID> { Set(allAttributes.filter(\.isFilterable).map(\.id)) }
}

extension ListingTable {
  /// Takes the categories as they are now.
  mutating func know(_ tree: CategoryTree) {
    self.tree = tree
    said.follow(tree.filterable)
  }

  /// Takes what products say of an attribute.
  mutating func enter(_ values: [ListingRows.Said]) {
    for value in values {
      if let slot = columns.slot(of: value.product) { said.enter(slot, [value]) }
    }
    version += 1
  }

  /// For each attribute that is chosen from, the products that say one of the values.
  func attributeSets(_ filter: ListingFilter) -> [Bitmap] {
    Dictionary(grouping: filter.attributes, by: \.slug).sorted { $0.key < $1.key }.map { slug, choices in
      let values = choices.map(\.value)
      let columns = attributes(slug, filter.category).compactMap { said.columns[$0.id] }
      return Bitmap.union(columns.map { $0.products(values) } + [Bitmap()])
    }
  }

  /// The attribute of this slug that products of a category have; of all products, the one of the market.
  private func attributes(_ slug: String, _ category: String?) -> [CategoryAttribute] {
    let all = category.map { tree.find($0).map { tree.attributes(of: $0.id) } ?? [] } ?? tree.allAttributes
    return all.filter { $0.slug == slug && $0.isFilterable }
  }

  /// What the products of a category say, as far as it can be chosen from.
  func attributeCounts(_ filter: ListingFilter, _ counting: inout FacetCounting) -> [AttributeFacet] {
    guard let category = filter.category.flatMap({ tree.find($0) }) else { return [] }
    return tree.attributes(of: category.id).filter(\.isFilterable).compactMap { attribute in
      guard let column = said.columns[attribute.id], !column.isEmpty else { return nil }
      var relaxed = filter
      relaxed.attributes.removeAll { $0.slug == attribute.slug }
      let members = counting.products(relaxed, self) ?? listed
      let values: [FacetCount]
      if attribute.kind == .number {
        let chosen = filter.attributes.filter { $0.slug == attribute.slug }.map(\.value)
        values = column.ranges(of: members, chosen: chosen)
      } else {
        values = attribute.arranged(column.best(maximumAttributeValues, of: members))
      }
      return values.isEmpty ? nil : AttributeFacet(attribute: attribute, values: values)
    }
  }
}

extension CategoryAttribute {
  /// Choices in their own order, others as they come.
  fileprivate func arranged(_ values: [FacetCount]) -> [FacetCount] {
    guard kind == .choice else { return values }
    let places = Dictionary(choices.enumerated().map { ($1, $0) }) { first, _ in first }
    return values.sorted { left, right in
      (places[left.value] ?? .max, left.value) < (places[right.value] ?? .max, right.value)
    }
  }
}
