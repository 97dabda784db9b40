import Kernel

/// The ids of a page, and where the next one begins.
struct ListingSlice: Sendable {
  var ids: [ProductID] = []
  /// `nil` on the last page.
  var next: ListingPlace?
}

extension ListingTable {
  /// How many products are in a set.
  func count(_ members: Bitmap?) -> Int { members?.count ?? count }

  /// A page of a set in an order, at the prices of a market. A large set is met by walking the order, a small one is
  /// sorted by itself.
  func page(
    _ members: Bitmap?, _ sort: ListingSort, _ place: ListingPlace, limit: Int,
    at market: PriceMarketID? = nil
  ) -> ListingSlice {
    // Other orders are the same in every market.
    let market = sort.isByPrice ? market : nil
    let found: ArraySlice<Slot>
    let size = members.map(\.count) ?? count
    switch place {
    case .offset(let skipped):
      guard skipped < size else { return ListingSlice() }
      found =
        isSortedFaster(size, wanted: skipped + limit)
        ? sorted(members, sort, market, behind: nil, count: skipped + limit + 1).dropFirst(skipped)
        : walked(members, sort, market, behind: nil, skip: skipped, count: limit + 1)
    case .behind(let key, let id):
      let start = SortKey(currency: currency(key, sort), number: key.number, id: id)
      found =
        isSortedFaster(size, wanted: limit)
        ? sorted(members, sort, market, behind: start, count: limit + 1)[...]
        : walked(members, sort, market, behind: start, skip: 0, count: limit + 1)
    }
    return slice(found, sort, market, limit)
  }

  /// Whether it takes less to go through a set and sort the first of it than to walk the order until so many of the set
  /// were met. In steps of the walk.
  private func isSortedFaster(_ size: Int, wanted: Int) -> Bool {
    if size == count { return false }
    let isSparse = size < count / 16
    let weight = wanted > size / 8 ? (isSparse ? 2 : 6) : 1
    return size * weight < wanted * (count / max(1, size))
  }

  private func currency(_ key: ListingKey, _ sort: ListingSort) -> UInt32 {
    switch sort {
    case .priceAscending, .priceDescending: CurrencyCode.packed(key.currency)
    default: 0
    }
  }

  private func slice(
    _ found: ArraySlice<Slot>, _ sort: ListingSort, _ market: PriceMarketID?, _ limit: Int
  ) -> ListingSlice {
    let shown = found.prefix(limit)
    var slice = ListingSlice(ids: shown.map { columns.ids[Int($0)] })
    if found.count > limit, let last = shown.last {
      let key = key(sort, market)(last)
      let currency = CurrencyCode.text(sort.isByPrice ? key.currency : columns.currency[Int(last)])
      slice.next = .behind(ListingKey(currency: currency, number: key.number), key.id)
    }
    return slice
  }

  private func walked(
    _ members: Bitmap?, _ sort: ListingSort, _ market: PriceMarketID?, behind start: SortKey?, skip: Int,
    count: Int
  ) -> ArraySlice<Slot> {
    if let here = prices(market) {
      return walked(members, sort, market, here, behind: start, skip: skip, count: count)
    }
    let (order, isDescending) = orders.order(sort)
    var found: ArraySlice<Slot> = []
    var left = skip
    order.walk(isDescending: isDescending, behind: start, columns.key(sort)) { slot in
      if let members, !members.contains(slot) { return true }
      if left > 0 {
        left -= 1
        return true
      }
      found.append(slot)
      return found.count < count
    }
    return found
  }

  /// The same by price where goods have other prices: those that do and those that don't stand in orders of their own.
  private func walked(
    _ members: Bitmap?, _ sort: ListingSort, _ market: PriceMarketID?, _ here: MarketColumns,
    behind start: SortKey?, skip: Int, count: Int
  ) -> ArraySlice<Slot> {
    let (order, isDescending) = orders.order(sort)
    let all = members ?? listed
    // An order whose goods are nearly all of the other kind is not walked to its end for the few that are of this one.
    func first(_ part: Bitmap, _ order: SortOrder, _ key: (Slot) -> SortKey) -> [Slot] {
      let (size, wanted) = (part.count, skip + count)
      if size == 0 { return [] }
      if isSortedFaster(size, wanted: wanted) {
        return sorted(part, sort, market, behind: start, count: wanted)
      }
      var found: [Slot] = []
      order.walk(isDescending: isDescending, behind: start, key) { slot in
        if !part.contains(slot) { return true }
        found.append(slot)
        return found.count < wanted
      }
      return found
    }
    let key = key(sort, market)
    let found =
      first(all.subtracting(here.products), order, columns.key(sort))
      + first(all.intersection(here.products), here.order, key)
    let ordered = found.map { (key: key($0), slot: $0) }.sorted {
      isDescending ? $1.key < $0.key : $0.key < $1.key
    }
    return ordered.map(\.slot).dropFirst(skip).prefix(count)
  }

  /// The first of a set in an order, behind a key.
  private func sorted(
    _ members: Bitmap?, _ sort: ListingSort, _ market: PriceMarketID?, behind start: SortKey?, count: Int
  ) -> [Slot] {
    let isDescending = orders.order(sort).isDescending
    let key = key(sort, market)
    func precedes(_ left: SortKey, _ right: SortKey) -> Bool { isDescending ? right < left : left < right }
    var best: [(key: SortKey, slot: Slot)] = []
    let numbers = members?.numbers ?? listed.numbers
    if count > numbers.count / 8 {
      best = numbers.map { (key: key($0), slot: $0) }.sorted { precedes($0.key, $1.key) }
      if let start { best.removeAll { !precedes(start, $0.key) } }
      return best.prefix(count).map(\.slot)
    }
    for slot in numbers {
      let own = key(slot)
      if let start, !precedes(start, own) { continue }
      if best.count == count, let last = best.last, !precedes(own, last.key) { continue }
      let index = best.firstIndex { precedes(own, $0.key) } ?? best.count
      best.insert((key: own, slot: slot), at: index)
      if best.count > count { best.removeLast() }
    }
    return best.map(\.slot)
  }
}
