import Kernel
import Ordering
import Web

/// The life of an order in words for its buyer: what has happened, and what comes next.
struct OrderProgress {
  let details: OrderDetails

  private var order: Order { details.order }

  /// Where the order stands, in one line.
  var headline: Words {
    switch order.status {
    case .pending, .paid: "The shop has your order"
    case .processing: "The shop is packing"
    case .shipped: "Handed to the carrier"
    case .onTheWay: "On the way to you"
    case .delivered: "Delivered"
    case .cancelled: "Cancelled"
    case .refundRequested: "You asked for your money back"
    case .refunded: "Refunded"
    }
  }

  /// Everything that happened, then what is still to come.
  var steps: [Timeline.Step] { past + ahead }

  private var past: [Timeline.Step] {
    details.history.enumerated().map { index, entry in
      let isLast = index == details.history.count - 1
      return Timeline.Step(title(entry), isLast ? last(entry) : .done, at: entry.at, text: text(entry))
    }
  }

  private func last(_ entry: OrderHistoryEntry) -> Timeline.State {
    switch entry.to {
    case .cancelled: .failed
    case .delivered: entry.from == .refundRequested ? .failed : .done
    case .refunded: .done
    default: .current
    }
  }

  private func title(_ entry: OrderHistoryEntry) -> Words {
    switch entry.to {
    case .pending: return "Ordered"
    case .paid: return entry.from == nil ? "Ordered and paid" : "Paid"
    case .processing: return "Being packed"
    case .shipped: return "Handed to the carrier"
    case .onTheWay: return "On the way"
    case .delivered: return entry.from == .refundRequested ? "The shop refused the refund" : "Delivered"
    case .cancelled:
      switch entry.actor {
      case .customer: return "Cancelled by you"
      case .vendor: return "Cancelled by the shop"
      case .admin, .system: return "Cancelled"
      }
    case .refundRequested: return "Refund asked for"
    case .refunded: return "Refunded"
    }
  }

  private func text(_ entry: OrderHistoryEntry) -> Words? {
    entry.note.map { "“\($0)”" }
  }

  private var ahead: [Timeline.Step] {
    let names: [Words] =
      switch order.status {
      case .pending, .paid: ["Being packed", "Handed to the carrier", "Delivered"]
      case .processing: ["Handed to the carrier", "Delivered"]
      case .shipped: ["On the way", "Delivered"]
      case .onTheWay: ["Delivered"]
      case .refundRequested: ["The shop's answer"]
      case .delivered, .cancelled, .refunded: []
      }
    return names.map { Timeline.Step($0, .upcoming) }
  }
}
