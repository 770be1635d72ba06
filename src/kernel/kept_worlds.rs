//! Worlds that a block comes back to: where the same loans are taken to several worlds one after another, a world is drawn once for
//! all blocks of a chunk.

use std::collections::VecDeque;

use crate::world::WorldPath;

/// Worlds put away, each with its number, the oldest first.
#[derive(Debug, Default)]
pub(super) struct KeptWorlds {
    most: usize,
    worlds: VecDeque<(u32, WorldPath)>,
}

impl KeptWorlds {
    /// From now on up to so many are kept.
    pub fn keep(&mut self, most: usize) {
        if most == 0 {
            self.worlds.clear();
        }
        self.most = most;
    }

    /// Whether any are kept.
    pub fn is_on(&self) -> bool {
        self.most > 0
    }

    /// Puts the one world of a block away and, where it was put away before, brings the one that is asked for; whether it did.
    /// Worlds are given as the first and how many.
    pub fn exchange(&mut self, worlds: &mut [WorldPath], filled: Option<(u32, usize)>, asked: (u32, usize)) -> bool {
        let (Some((number, 1)), (asked, 1), Some(world)) = (filled, asked, worlds.first_mut()) else { return false };
        let wanted = self.worlds.iter().position(|(number, _)| *number == asked);
        match wanted.and_then(|place| self.worlds.remove(place)) {
            Some((_, mut other)) => {
                std::mem::swap(world, &mut other);
                self.worlds.push_back((number, other));
                true
            }
            None => {
                if self.worlds.len() + 1 < self.most {
                    self.worlds.push_back((number, world.clone()));
                } else if let Some((_, mut oldest)) = self.worlds.pop_front() {
                    // The oldest becomes the room of the next.
                    std::mem::swap(world, &mut oldest);
                    self.worlds.push_back((number, oldest));
                }
                false
            }
        }
    }
}
