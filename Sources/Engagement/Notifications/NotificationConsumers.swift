import Catalog
import Ordering
import Persistence
import Settlement

/// The consumer's name in the tables.
private let consumer = "notifications"
/// Placed orders that are told of together.
private let placedTogether = 64

/// Which events people are told about.
enum NotificationConsumers {
  static func register(_ engagement: Engagement, in registry: inout ConsumerRegistry) {
    registerOrders(engagement, in: &registry)
    registry.on(PayoutRequested.self, consumer: consumer) { event, context in
      try await engagement.tellAdmins(about: event, context.id)
    }
    registry.on(PayoutCompleted.self, consumer: consumer) { event, context in
      try await engagement.tellVendor(about: event, context.id)
    }
    registry.on(PayoutFailed.self, consumer: consumer) { event, context in
      try await engagement.tellVendor(about: event, context.id)
    }
    registry.on(RefundDeclined.self, consumer: consumer) { event, context in
      try await engagement.tellAdmins(about: event, context.id)
    }
    registry.on(ImportFailed.self, consumer: consumer) { event, context in
      try await engagement.tellVendor(about: event, context.id)
    }
    registry.on(ProductsHidden.self, consumer: consumer) { event, context in
      try await engagement.tellVendor(about: event, context.id)
    }
    registry.on(ProductsUnhidden.self, consumer: consumer) { event, context in
      try await engagement.tellVendor(about: event, context.id)
    }
    registry.on(StockLow.self, consumer: consumer) { event, context in
      try await engagement.tellVendor(about: event, at: context.at)
    }
    registry.on(StockOut.self, consumer: consumer) { event, context in
      try await engagement.tellVendor(about: event, at: context.at)
    }
    registry.on(StockBack.self, consumer: consumer) { event, _ in
      try await engagement.tellWaiting(about: event)
    }
    registry.on(StockNoticeAsked.self, consumer: consumer) { event, context in
      try await engagement.askToConfirm(event, context.id)
    }
  }

  private static func registerOrders(_ engagement: Engagement, in registry: inout ConsumerRegistry) {
    registry.on(batchesOf: OrderPlaced.self, consumer: consumer, atMost: placedTogether) { placed in
      try await engagement.tell(about: placed.map { ($0.event, $0.context.id) })
    }
    registry.on(OrderProcessing.self, consumer: consumer) { event, context in
      try await engagement.tellCustomer(.processing, event.facts, context.id)
    }
    registry.on(OrderShipped.self, consumer: consumer) { event, context in
      try await engagement.tellCustomer(.shipped, event.facts, context.id)
    }
    registry.on(OrderOnTheWay.self, consumer: consumer) { event, context in
      try await engagement.tellCustomer(.onTheWay, event.facts, context.id)
    }
    registry.on(OrderDelivered.self, consumer: consumer) { event, context in
      try await engagement.tellCustomer(.delivered, event.facts, context.id)
    }
    registry.on(OrderCancelled.self, consumer: consumer) { event, context in
      try await engagement.tellBoth(.cancelled, event.facts, context.id)
    }
    registry.on(RefundRequested.self, consumer: consumer) { event, context in
      try await engagement.tellBoth(.refundRequested, event.facts, context.id)
    }
    registry.on(OrderRefunded.self, consumer: consumer) { event, context in
      try await engagement.tellBoth(.refunded, event.facts, context.id)
    }
    registry.on(RefundRefused.self, consumer: consumer) { event, context in
      try await engagement.tellCustomer(.refundRefused, event.facts, context.id)
    }
  }
}
