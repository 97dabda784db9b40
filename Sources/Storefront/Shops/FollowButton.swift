import Kernel
import Presentation
import Vendors
import Web

extension FollowState {
  /// How many follow, and the button that joins or leaves them. Works without script; with it only this changes.
  func html(_ shop: Shop) -> HTML {
    """
    <div class="follow" id="follow"><span class="follow__count num">\
    \(say: "\(count: followerCount, one: "# follower", other: "# followers")")</span>\(when: shop.isOpen, button(shop))</div>
    """
  }

  private func button(_ shop: Shop) -> HTML {
    if let marketURL {
      return Button.link("Follow", to: marketURL + Paths.shop(shop.slug), icon: .plus, size: .small)
    }
    switch isFollowed {
    case true?:
      return Button.post(
        "Unfollow", to: Paths.unfollow(shop.slug), kind: .secondary, icon: .check, size: .small,
        replace: "#follow")
    case false?:
      return Button.post(
        "Follow", to: Paths.follow(shop.slug), kind: .primary, icon: .plus, size: .small, replace: "#follow")
    case nil:
      return Button.link(
        "Follow", to: EntryForm.path(Paths.signIn, next: Paths.shop(shop.slug)), icon: .plus, size: .small)
    }
  }
}
