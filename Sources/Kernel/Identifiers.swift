// The entities that several areas speak of. The types that describe them live in their areas; only their identifiers are
// known to everyone.

package enum AccountEntity: Entity { package static let idPrefix = "acc" }
package enum SessionEntity: Entity { package static let idPrefix = "sess" }
package enum AddressEntity: Entity { package static let idPrefix = "addr" }
package enum ShopEntity: Entity { package static let idPrefix = "shop" }
package enum ProductEntity: Entity { package static let idPrefix = "prod" }
package enum VariantEntity: Entity { package static let idPrefix = "var" }
package enum CategoryEntity: Entity { package static let idPrefix = "cat" }
package enum ImageEntity: Entity { package static let idPrefix = "img" }
package enum ImportEntity: Entity { package static let idPrefix = "imp" }
package enum CartEntity: Entity { package static let idPrefix = "cart" }
package enum CheckoutEntity: Entity { package static let idPrefix = "chk" }
package enum OrderEntity: Entity { package static let idPrefix = "ord" }
package enum PaymentEntity: Entity { package static let idPrefix = "pay" }
package enum RefundEntity: Entity { package static let idPrefix = "ref" }
package enum LedgerTransactionEntity: Entity { package static let idPrefix = "ltx" }
package enum PayoutEntity: Entity { package static let idPrefix = "pout" }
package enum CommissionRuleEntity: Entity { package static let idPrefix = "com" }
package enum EventEntity: Entity { package static let idPrefix = "evt" }
package enum JobEntity: Entity { package static let idPrefix = "job" }
package enum AuditEntity: Entity { package static let idPrefix = "aud" }

package typealias AccountID = ID<AccountEntity>
package typealias SessionID = ID<SessionEntity>
package typealias AddressID = ID<AddressEntity>
package typealias ShopID = ID<ShopEntity>
package typealias ProductID = ID<ProductEntity>
package typealias VariantID = ID<VariantEntity>
package typealias CategoryID = ID<CategoryEntity>
package typealias ImageID = ID<ImageEntity>
package typealias ImportID = ID<ImportEntity>
package typealias CartID = ID<CartEntity>
package typealias CheckoutID = ID<CheckoutEntity>
package typealias OrderID = ID<OrderEntity>
package typealias PaymentID = ID<PaymentEntity>
package typealias RefundID = ID<RefundEntity>
package typealias LedgerTransactionID = ID<LedgerTransactionEntity>
package typealias PayoutID = ID<PayoutEntity>
package typealias CommissionRuleID = ID<CommissionRuleEntity>
package typealias EventID = ID<EventEntity>
package typealias JobID = ID<JobEntity>
package typealias AuditID = ID<AuditEntity>
