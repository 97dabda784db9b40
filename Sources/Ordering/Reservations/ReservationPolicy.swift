import Gateways
import Identity
import Kernel
import Web

/// Who may hold how much without having paid for it.
package struct ReservationPolicy: Sendable {
  let guests: ReservationLimits
  let accounts: ReservationLimits
  private let hashing: KeyedHash

  /// Limits for guests and accounts; guests' addresses are only kept hashed.
  package init(
    hashing: KeyedHash, guests: ReservationLimits = .guest, accounts: ReservationLimits = .account
  ) {
    self.hashing = hashing
    self.guests = guests
    self.accounts = accounts
  }

  /// As whom a buyer is counted; `nil` for who acts without a request.
  func client(_ buyer: Buyer) -> ReservingClient? {
    if let account = buyer.account { return .account(account) }
    return buyer.address.map {
      ReservingClient(key: hashing.of("guest:\(ClientNetwork.connection(of: $0))"), isGuest: true)
    }
  }

  func limits(_ client: ReservingClient) -> ReservationLimits { client.isGuest ? guests : accounts }
}

/// An account, or all guests behind one connection.
struct ReservingClient: Sendable, Hashable {
  /// An account's id, or a keyed hash, which is longer.
  let key: [UInt8]
  let isGuest: Bool

  static func account(_ id: AccountID) -> ReservingClient {
    let bytes = [id.high, id.low].flatMap { half in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
    }
    return ReservingClient(key: bytes, isGuest: false)
  }
}
