/// How the items of one container become those of another: what stays, what comes, what goes.
struct ContainerScript {
  /// One item of the outcome.
  enum Step {
    /// An item of the old container, perhaps with changes inside.
    case kept(old: Int, new: Int)
    /// An item that was not there, or stood elsewhere in the container (`moved` is where).
    case added(new: Int, moved: Int?)
  }

  /// The outcome's items in order; the `kept` ones ascend on both sides.
  let steps: [Step]
  /// Old items that do not keep their place, ascending; those that move are among them.
  let removed: [Int]

  init(pairs: [ListAlignment.Pair], moves: [Int: Int], oldCount: Int, newCount: Int) {
    var steps: [Step] = []
    var isKept = [Bool](repeating: false, count: oldCount)
    var next = 0
    func add(upTo end: Int) {
      while next < end {
        steps.append(.added(new: next, moved: moves[next]))
        next += 1
      }
    }
    for pair in pairs {
      add(upTo: pair.new)
      steps.append(.kept(old: pair.old, new: pair.new))
      isKept[pair.old] = true
      next = pair.new + 1
    }
    add(upTo: newCount)
    self.steps = steps
    removed = isKept.indices.filter { !isKept[$0] }
  }
}
