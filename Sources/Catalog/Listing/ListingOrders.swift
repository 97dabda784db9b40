import Kernel

/// All listed products in the orders that listings have. Each goes up; what begins with the highest is walked down.
struct ListingOrders {
  /// Which of them something is about.
  struct Names: OptionSet {
    let rawValue: UInt8

    static let newest = Names(rawValue: 1)
    static let price = Names(rawValue: 2)
    static let sold = Names(rawValue: 4)
    static let rating = Names(rawValue: 8)
  }

  static let all: Names = [.newest, .price, .sold, .rating]

  private(set) var newest = SortOrder()
  private var price = SortOrder()
  private var sold = SortOrder()
  private var rating = SortOrder()

  /// The order that a list walks, and whether it does so from the end.
  func order(_ sort: ListingSort) -> (order: SortOrder, isDescending: Bool) {
    switch sort {
    case .relevance, .newest: (newest, true)
    case .priceAscending: (price, false)
    case .priceDescending: (price, true)
    case .bestSelling: (sold, true)
    case .rating: (rating, true)
    }
  }

  /// In which orders a product has another place once its row is this.
  func moved(_ slot: Slot, _ columns: ProductColumns, _ row: ListingRows.Product) -> Names {
    let index = Int(slot)
    var moved: Names = []
    if columns.listedAt[index] != row.listedAt { moved.insert(.newest) }
    if columns.price[index] != row.price || columns.currency[index] != row.currency { moved.insert(.price) }
    if columns.sold[index] != row.sold { moved.insert(.sold) }
    if columns.rating[index] != row.rating { moved.insert(.rating) }
    return moved
  }

  mutating func insert(_ slot: Slot, into names: Names, _ columns: ProductColumns) {
    if names.contains(.newest) { newest.insert(slot, columns.newestKey) }
    if names.contains(.price) { price.insert(slot, columns.priceKey) }
    if names.contains(.sold) { sold.insert(slot, columns.soldKey) }
    if names.contains(.rating) { rating.insert(slot, columns.ratingKey) }
  }

  /// To be called before the columns change.
  mutating func remove(_ slot: Slot, from names: Names, _ columns: ProductColumns) {
    if names.contains(.newest) { newest.remove(slot, columns.newestKey) }
    if names.contains(.price) { price.remove(slot, columns.priceKey) }
    if names.contains(.sold) { sold.remove(slot, columns.soldKey) }
    if names.contains(.rating) { rating.remove(slot, columns.ratingKey) }
  }

  /// Sorts everything anew.
  mutating func build(_ slots: ContiguousArray<Slot>, _ columns: ProductColumns) {
    newest.build(slots, columns.newestKey)
    price.build(slots, columns.priceKey)
    sold.build(slots, columns.soldKey)
    rating.build(slots, columns.ratingKey)
  }

  /// Where so much has changed that two lists should become one: what that is. Takes as long as one goes through all
  /// products, so it is done beside readers.
  func settled(_ columns: ProductColumns) -> [(name: Names, slots: ContiguousArray<Slot>)] {
    var lists: [(name: Names, slots: ContiguousArray<Slot>)] = []
    if newest.isLong { lists.append((.newest, newest.merged(columns.newestKey))) }
    if price.isLong { lists.append((.price, price.merged(columns.priceKey))) }
    if sold.isLong { lists.append((.sold, sold.merged(columns.soldKey))) }
    if rating.isLong { lists.append((.rating, rating.merged(columns.ratingKey))) }
    return lists
  }

  /// Takes what `settled` made, when nothing has changed since.
  mutating func settle(_ lists: [(name: Names, slots: ContiguousArray<Slot>)]) {
    for (name, slots) in lists {
      switch name {
      case .newest: newest.settle(slots)
      case .price: price.settle(slots)
      case .sold: sold.settle(slots)
      default: rating.settle(slots)
      }
    }
  }
}

extension ProductColumns {
  /// What a product has its place in a list by.
  func key(_ sort: ListingSort) -> (Slot) -> SortKey {
    switch sort {
    case .relevance, .newest: newestKey
    case .priceAscending, .priceDescending: priceKey
    case .bestSelling: soldKey
    case .rating: ratingKey
    }
  }

  func newestKey(_ slot: Slot) -> SortKey {
    SortKey(currency: 0, number: listedAt[Int(slot)], id: ids[Int(slot)])
  }

  func priceKey(_ slot: Slot) -> SortKey {
    SortKey(currency: currency[Int(slot)], number: price[Int(slot)], id: ids[Int(slot)])
  }

  func soldKey(_ slot: Slot) -> SortKey {
    SortKey(currency: 0, number: sold[Int(slot)], id: ids[Int(slot)])
  }

  func ratingKey(_ slot: Slot) -> SortKey {
    SortKey(currency: 0, number: rating[Int(slot)], id: ids[Int(slot)])
  }
}
