//! Shapes of the screens, one file a screen: what is asked and what is answered.
