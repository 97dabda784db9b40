/// Every kind of refusal that Souk can answer with, and its HTTP status: the one table from error to status.
package enum ProblemKind: String, CaseIterable, Sendable {
  // The request itself
  case malformedRequest = "malformed-request"
  case unauthenticated = "unauthenticated"
  case wrongCredentials = "wrong-credentials"
  case forbidden = "forbidden"
  case crossSiteRequest = "cross-site-request"
  case misdirected = "misdirected"
  case notFound = "not-found"
  case methodNotAllowed = "method-not-allowed"
  case requestTimeout = "request-timeout"
  case preconditionFailed = "precondition-failed"
  case tooLarge = "too-large"
  case unsupportedMediaType = "unsupported-media-type"
  case invalidInput = "invalid-input"
  case idempotencyMismatch = "idempotency-mismatch"
  case idempotencyInProgress = "idempotency-in-progress"
  case tooManyRequests = "too-many-requests"
  // Accounts
  case accountNotActive = "account-not-active"
  case accountBlocked = "account-blocked"
  case codeInvalid = "code-invalid"
  case secondFactorRequired = "second-factor-required"
  case secondFactorWrong = "second-factor-wrong"
  case secondFactorSetup = "second-factor-setup"
  case confirmationNeeded = "confirmation-needed"
  case passkeyRefused = "passkey-refused"
  // Shops
  case slugTaken = "slug-taken"
  case shopNotOpen = "shop-not-open"
  case notAllowedNow = "not-allowed-now"
  case ownShop = "own-shop"
  case ownOrder = "own-order"
  case domainTaken = "domain-taken"
  case domainNotProven = "domain-not-proven"
  // Catalogue
  case skuTaken = "sku-taken"
  case categoryInUse = "category-in-use"
  case restoreWindowOver = "restore-window-over"
  case imageUnreadable = "image-unreadable"
  case fileUnreadable = "file-unreadable"
  case stockHeld = "stock-held"
  // Orders
  case cartEmpty = "cart-empty"
  case cartClosed = "cart-closed"
  case outOfStock = "out-of-stock"
  case productUnavailable = "product-unavailable"
  case currencyMismatch = "currency-mismatch"
  case shippingUnavailable = "shipping-unavailable"
  case reservationLimit = "reservation-limit"
  case orderTooLarge = "order-too-large"
  case totalChanged = "total-changed"
  case cashNotAccepted = "cash-not-accepted"
  case transitionNotAllowed = "transition-not-allowed"
  case checkoutExpired = "checkout-expired"
  // Money
  case paymentDeclined = "payment-declined"
  case paymentNotPossible = "payment-not-possible"
  case balanceTooLow = "balance-too-low"
  // Us
  case conflict = "conflict"
  case unavailable = "unavailable"
  case outcomeUnknown = "outcome-unknown"
  case internalError = "internal-error"

  /// The HTTP status code.
  package var status: Int {
    switch self {
    case .malformedRequest: 400
    case .unauthenticated, .wrongCredentials, .secondFactorRequired, .secondFactorWrong,
      .passkeyRefused:
      401
    case .paymentDeclined: 402
    case .forbidden, .crossSiteRequest, .accountNotActive, .accountBlocked, .secondFactorSetup,
      .confirmationNeeded, .ownShop, .ownOrder:
      403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .requestTimeout: 408
    case .preconditionFailed: 412
    case .misdirected: 421
    case .slugTaken, .shopNotOpen, .notAllowedNow, .domainTaken, .domainNotProven, .skuTaken, .categoryInUse,
      .restoreWindowOver, .stockHeld, .cartEmpty,
      .cartClosed, .outOfStock, .productUnavailable, .currencyMismatch, .shippingUnavailable,
      .reservationLimit, .orderTooLarge, .totalChanged, .cashNotAccepted, .transitionNotAllowed,
      .checkoutExpired,
      .paymentNotPossible, .balanceTooLow, .conflict,
      .idempotencyInProgress:
      409
    case .tooLarge: 413
    case .unsupportedMediaType: 415
    case .invalidInput, .codeInvalid, .imageUnreadable, .fileUnreadable, .idempotencyMismatch: 422
    case .tooManyRequests: 429
    case .internalError, .outcomeUnknown: 500
    case .unavailable: 503
    }
  }

  /// A short sentence for people, the same for every occurrence.
  package var title: Words {
    switch self {
    case .malformedRequest: "The request could not be read."
    case .unauthenticated: "Sign in to do this."
    case .wrongCredentials: "That e-mail address and password do not match."
    case .forbidden: "You are not allowed to do this."
    case .crossSiteRequest: "The request came from another site and was not carried out."
    case .misdirected: "This host answers for one shop only. Go to the marketplace for everything else."
    case .notFound: "There is nothing here."
    case .methodNotAllowed: "This address does not take that method."
    case .requestTimeout: "The request took too long to arrive."
    case .preconditionFailed:
      "It was changed since you read it. Read it again and repeat your change on that."
    case .tooLarge: "That is more than this address takes."
    case .unsupportedMediaType: "This kind of content is not taken here."
    case .invalidInput: "Some fields need another look."
    case .idempotencyMismatch: "This Idempotency-Key was used for another request."
    case .idempotencyInProgress: "The first request with this Idempotency-Key is still running."
    case .tooManyRequests: "Too many requests. Wait a moment and try again."
    case .accountNotActive: "Activate the account with the code from the mail first."
    case .accountBlocked: "This account is blocked."
    case .codeInvalid: "That code is wrong or too old. Ask for a new one."
    case .secondFactorRequired: "Send the code of your second factor, too."
    case .secondFactorWrong: "That code is wrong or was used before. Try the next one."
    case .secondFactorSetup:
      "Administrators need a second factor. Set one up under your account's security, then sign in with it."
    case .confirmationNeeded:
      "It is a while since you logged in. Show again that it is you, then repeat this."
    case .passkeyRefused: "This passkey was not accepted. Try again, or log in with your password."
    case .slugTaken: "This name is taken. Choose another one."
    case .shopNotOpen: "The shop is not open yet."
    case .domainTaken: "Another shop has this domain."
    case .domainNotProven: "Nothing shows yet that this domain is yours."
    case .ownOrder: "You bought this yourself, so somebody else has to decide about it."
    case .ownShop: "You own this shop or work for it, so somebody else has to decide about it."
    case .notAllowedNow: "This can't be done in the present state."
    case .skuTaken: "Another variant of the shop has this SKU."
    case .categoryInUse: "The category is in use."
    case .restoreWindowOver: "It is too late to restore this."
    case .imageUnreadable: "This file is not a picture that can be read."
    case .fileUnreadable: "This file can't be read."
    case .stockHeld: "Checkouts and orders hold more of it than would be left."
    case .cartEmpty: "The cart is empty."
    case .cartClosed: "This cart has been checked out."
    case .outOfStock: "There is not enough of this left."
    case .productUnavailable: "This product is not for sale now."
    case .currencyMismatch: "One checkout takes one currency."
    case .shippingUnavailable: "A shop does not deliver to this address that way."
    case .reservationLimit:
      "More is held without being paid than one buyer may hold. Pay or give up what is open."
    case .orderTooLarge: "One order can't be worth that much. Check out in smaller parts."
    case .totalChanged: "The order is not what you saw any more. Look at it again."
    case .cashNotAccepted: "Something in the cart can't be paid on delivery. Choose another way to pay."
    case .transitionNotAllowed: "The order can't go to that state from where it is."
    case .checkoutExpired:
      "The checkout was open for too long, so its goods were given back. Start again from the cart."
    case .paymentDeclined: "The payment was declined. Try another way to pay."
    case .paymentNotPossible: "This can't be paid now."
    case .balanceTooLow: "The available balance is lower than that."
    case .conflict: "Somebody changed this at the same time. Look again and repeat."
    case .unavailable: "This is not available for a moment. Try again soon."
    case .outcomeUnknown: "It is not known whether this was done. Look before you send it again."
    case .internalError:
      "Something went wrong on our side. Nothing was changed that you did not see confirmed."
    }
  }
}
