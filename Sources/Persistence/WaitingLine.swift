/// Closures beyond this number are refused rather than kept waiting in memory.
private let maximumWaiting = 20_000
/// Places of those who left are given back when there are this many.
private let keptPlaces = 1024

/// What waits, served in the order of its coming.
struct WaitingLine<Item: Sendable>: Sendable {
  private var items: [Item?] = []
  private var head = 0

  var count: Int { items.count - head }
  var isEmpty: Bool { count == 0 }
  var isFull: Bool { count >= maximumWaiting }
  var first: Item? { isEmpty ? nil : items[head] }

  mutating func append(_ item: Item) { items.append(item) }

  /// Back to the front: for what was taken and could not be done.
  mutating func putBack(_ item: Item) {
    guard head > 0 else { return items.insert(item, at: 0) }
    head -= 1
    items[head] = item
  }

  mutating func takeFirst() -> Item? { take(1).first }

  /// Takes at most `limit` from the front.
  mutating func take(_ limit: Int) -> [Item] {
    let end = head + min(count, limit)
    var taken: [Item] = []
    taken.reserveCapacity(end - head)
    for index in head..<end {
      if let item = items[index] { taken.append(item) }
      items[index] = nil
    }
    head = end
    if head == items.count {
      items.removeAll(keepingCapacity: head < keptPlaces)
      head = 0
    } else if head > keptPlaces {
      items.removeFirst(head)
      head = 0
    }
    return taken
  }
}
