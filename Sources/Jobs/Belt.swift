import Dispatch
import Synchronization

/// What was made of a few things, up to the one that could not be made.
struct Batch<Made: Sendable>: Sendable {
  var things: [Made] = []
  var error: (any Error)?
}

/// What is made, on its way from the threads that make it to the one that takes it.
final class Belt<Made: Sendable>: Sendable {
  private struct State {
    var next = 0
    var isStopped = false
  }

  private let batches: Int
  private let state = Mutex(State())
  /// Of each batch, those that are underway at the same time have different ones.
  private let places: [Place]
  /// Counts the places that nobody has taken.
  private let room = DispatchSemaphore(value: 0)

  private final class Place: Sendable {
    let isFull = DispatchSemaphore(value: 0)
    let made = Mutex(Batch<Made>())
  }

  init(batches: Int, room: Int) {
    self.batches = batches
    places = (0..<room).map { _ in Place() }
    // A semaphore that ends below the value it began with brings the program down.
    for _ in places { self.room.signal() }
  }

  /// The number of a batch to work on; waits until there is room for it, and is nil when nothing is left to do.
  func next() -> Int? {
    room.wait()
    let next: Int? = state.withLock { state in
      if state.isStopped || state.next == batches { return nil }
      defer { state.next += 1 }
      return state.next
    }
    // For the next thread, which has to learn it as well.
    if next == nil { room.signal() }
    return next
  }

  func put(_ made: Batch<Made>, at batch: Int) {
    let place = places[batch % places.count]
    place.made.withLock { $0 = made }
    place.isFull.signal()
  }

  /// Waits for a batch; they are to be taken in order.
  func take(_ batch: Int) -> Batch<Made> {
    let place = places[batch % places.count]
    place.isFull.wait()
    let made = place.made.withLock { made in
      defer { made = Batch() }
      return made
    }
    room.signal()
    return made
  }

  /// Lets no more work begin.
  func stop() {
    state.withLock { $0.isStopped = true }
    room.signal()
  }
}
